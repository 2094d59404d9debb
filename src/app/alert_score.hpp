// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/truth.hpp"
#include "shelfcast/monitor/shop.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace shelfcast::app {

/// Something that a simulation made go wrong: a row of its truth/faults.csv.
struct Fault {
  std::string kind;
  std::string subject;
};
Result<std::vector<Fault>> read_faults(const std::filesystem::path& simulation);

/// How many of something, and of how many.
struct Part {
  std::size_t of_these = 0;
  std::size_t all = 0;
};

struct AlertScore {
  struct Kind {
    std::string kind;
    std::string rule;  ///< that should tell of it
    Part found;
  };
  std::vector<Kind> kinds;
  Part found;           ///< of all faults that sellers should be told of
  Part raised_true;     ///< of all that rules raised
  Part delivered_true;  ///< of what people are told: roots only, and of each seller the five with the most money
  std::vector<monitor::Signal> false_ones;  ///< of those delivered
};

/// Judges a look on a simulated shop against what was made go wrong there. An alert is true where a fault is its cause,
/// or where what it says is so of the true mean demand, without any luck: an effect of that direction of half the
/// rule's threshold or more.
AlertScore score_alerts(const monitor::Shop& shop, const monitor::Look& look, const std::vector<Fault>& faults,
                        const Truth& truth);

}  // namespace shelfcast::app
