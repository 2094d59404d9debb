// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/truth.hpp"
#include "shelfcast/domain/alert.hpp"
#include "shelfcast/monitor/shop.hpp"

#include <cstddef>
#include <filesystem>
#include <span>
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
  Part delivered_true;  ///< of what people are told: roots, urgent enough, with the most money
};

/// Judges the alerts of a simulated shop's sellers against what was made go wrong there. An alert is true where a fault
/// is its cause, or where what it says is so of the true mean demand, without any luck: an effect of that direction of
/// half the rule's threshold or more.
AlertScore score_alerts(const monitor::Shop& shop, std::span<const domain::Alert> raised,
                        const std::vector<Fault>& faults, const Truth& truth);

}  // namespace shelfcast::app
