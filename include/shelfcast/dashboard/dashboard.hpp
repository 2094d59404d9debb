// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/router.hpp"

#include <vector>

namespace shelfcast::dashboard {

/// The page at / and the files it loads, all from this binary. It asks the public API of the same server.
std::vector<http::Route> routes();

}  // namespace shelfcast::dashboard
