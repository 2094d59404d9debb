// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/router.hpp"

#include <vector>

namespace shelfcast::dashboard {

/// The dashboard at / and at the path of each of its views, the page at /docs, and the files they load, all from this
/// binary. They ask the public API of the same server.
std::vector<http::Route> routes();

}  // namespace shelfcast::dashboard
