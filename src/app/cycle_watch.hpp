// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exit_code.hpp"
#include "shelfcast/control/cycles.hpp"

#include <span>
#include <string>

namespace shelfcast::app {

/// Starts a cycle, shows its progress until it ends, and prints what it did on standard output.
Exit run_and_watch(control::Cycles& cycles, const std::string& marketplace, std::span<const std::string> categories);

}  // namespace shelfcast::app
