// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "eventlog/keys.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/eventlog/rocks_log.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::eventlog {

inline constexpr storage::Family kEventMarks{"event_marks"};  // topic, offset -> when it came, bytes before it

/// How old and how large the events of a topic are, told by marks that its writer leaves every so often: an event tells
/// neither, and a mark a minute costs nothing.
///
/// Calls: one thread at a time.
class Retention {
 public:
  Retention(storage::Store& store, const Clock* clock, std::vector<TopicRule> rules);

  /// Null where the topic has none.
  [[nodiscard]] const TopicRule* rule_of(std::string_view topic) const;

  /// Where the topic's next event stands, and the bytes of all before it.
  struct End {
    Offset offset = 0;
    std::uint64_t bytes = 0;
  };
  /// Adds a mark to the batch that appends at `end`, where one is due.
  void mark(const TopicRule& rule, End end, storage::Batch& into);
  /// The first offset that the rule wants kept.
  [[nodiscard]] Result<Offset> first_kept(const TopicRule& rule, End end) const;

 private:
  struct Mark {
    Instant at;
    std::uint64_t bytes;
  };
  storage::Store& store_;
  const Clock* clock_;  // null only where there are no rules
  std::vector<TopicRule> rules_;
  std::map<std::string, Mark> last_;  // by topic; after a start the first append leaves a new one
};

}  // namespace shelfcast::eventlog
