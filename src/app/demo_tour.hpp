// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exit_code.hpp"
#include "app/house.hpp"
#include "shelfcast/sources/simulator.hpp"

#include <cstdint>
#include <string>

namespace shelfcast::app {

/// Prints what was predicted for the next days beside the truth of the simulated shop, and how good that was beside the
/// best naive rival.
Result<void> show_accuracy(House& house, const sources::SimulationOptions& shop);

/// Publishes what would have been foreseen before the last week, in which things go wrong, had the demo stood then.
Result<void> forecast_before_faults(House& house, const std::string& marketplace);

/// Prints which of the things that went wrong the sellers' alerts told of, and how many of those alerts are true.
Result<void> show_alerts(const House& house, const sources::SimulationOptions& shop);

/// Asks the server's page and endpoints as a visitor would, and prints a line for each.
Exit check_own_answers(std::uint16_t port, const std::string& marketplace);

}  // namespace shelfcast::app
