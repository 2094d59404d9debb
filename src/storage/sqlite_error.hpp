// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

struct sqlite3;

namespace shelfcast::storage {

/// What the connection's last failure means to a caller; its place is the database's file.
std::unexpected<Error> sqlite_failure(sqlite3* db, int code);

}  // namespace shelfcast::storage
