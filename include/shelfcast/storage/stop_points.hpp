// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace shelfcast::storage {

/// Every durable write passes here, under its name, after it is on disk. Two environment variables make crash tests
/// possible: SHELFCAST_STOP_AT="name" or "name:3" ends the process at once, as kill -9 would, at the n-th passing;
/// SHELFCAST_STOP_LIST=FILE appends the name of every point passed to FILE.
void passed(std::string_view name);

}  // namespace shelfcast::storage
