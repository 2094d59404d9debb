// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"
#include "shelfcast/monitor/letter.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace shelfcast::monitor {

/// Who is left alone over which channel, and until when. Any thread.
class Rests {
 public:
  void begin(const Letter& letter, Instant until) {
    const std::scoped_lock lock(changing_);
    Instant& end = ends_[{letter.channel, letter.recipient}];
    end = std::max(end, until);
  }

  /// Until when this letter's recipient rests; nothing where that is over.
  std::optional<Instant> end_for(const Letter& letter, Instant now) {
    const std::scoped_lock lock(changing_);
    const auto found = ends_.find({letter.channel, letter.recipient});
    if (found == ends_.end()) return std::nullopt;
    if (found->second > now) return found->second;
    ends_.erase(found);
    return std::nullopt;
  }

 private:
  std::mutex changing_;
  std::map<std::pair<Channel, std::string>, Instant> ends_;
};

}  // namespace shelfcast::monitor
