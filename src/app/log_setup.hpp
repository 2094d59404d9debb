// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"

namespace shelfcast::app {

/// Sets the log up as the configuration says.
void set_up_log(const Config& config);

}  // namespace shelfcast::app
