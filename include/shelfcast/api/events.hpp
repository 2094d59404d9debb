// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/http/feed.hpp"
#include "shelfcast/predictions/tables.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::api {

/// What happened, told to everybody who listens (server-sent events). Any thread.
///
/// Calls: construct, then anything, then `stop` before the server that the listeners are connected to.
class Events {
 public:
  static constexpr std::size_t kRemembered = 1'000;

  Events(const Clock& clock, std::size_t most_listeners) : epoch_(clock.now().seconds), most_(most_listeners) {}

  void tell(std::string type, std::string marketplace, std::string json);
  /// Tells that a table serves, unless that was told already.
  void tell_published(const predictions::Table& table);

  struct Interest {
    std::vector<std::string> types;  ///< empty: of any
    std::string marketplace;         ///< empty: of any
    std::string after;               ///< the id of the last event that was heard; empty: what happens from now on
  };
  /// What happens, as the text of an event stream. What happened after the last event heard comes first; all that is
  /// remembered where that is not. Null where as many listen as may.
  std::shared_ptr<http::Feed> listen(Interest interest);

  /// Something for those who wait, so that they and whatever stands in between see that the line is up; and forgets
  /// who has gone.
  void beat();
  /// Ends all feeds; nobody listens from then on.
  void stop();
  [[nodiscard]] std::size_t listeners() const;

 private:
  struct Event {
    std::uint64_t number;
    std::string type;
    std::string marketplace;
    std::string text;  // as it is sent
  };
  struct Listener {
    Interest interest;
    std::shared_ptr<http::Feed> feed;
  };
  static bool concerns(const Interest& interest, const Event& event);
  [[nodiscard]] std::uint64_t number_heard(std::string_view id) const;
  void send(const Event& event);
  void forget_the_gone();

  const std::int64_t epoch_;  // numbers begin anew with each process: ids name it
  const std::size_t most_;
  mutable std::mutex changing_;  // guards what follows
  std::uint64_t last_ = 0;
  std::deque<Event> recent_;
  std::vector<Listener> listeners_;
  std::map<std::string, std::string> served_;  // what was told of each marketplace
  bool stopped_ = false;
};

}  // namespace shelfcast::api
