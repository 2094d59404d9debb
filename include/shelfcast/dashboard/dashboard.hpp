// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/router.hpp"

#include <vector>

namespace shelfcast::dashboard {

/// The pages at / and /docs and the files they load, all from this binary. They ask the public API of the same server.
std::vector<http::Route> routes();

}  // namespace shelfcast::dashboard
