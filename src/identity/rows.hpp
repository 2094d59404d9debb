// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/storage/database.hpp"

#include <functional>
#include <string_view>

namespace shelfcast::identity {

using Bind = std::function<void(storage::Statement&)>;
using Row = std::function<void(const storage::Statement&)>;

/// Runs one statement and shows its rows.
Result<void> each_row(storage::Database& open, std::string_view sql, const Bind& bind, const Row& row);
/// One that has none.
Result<void> run(storage::Database& open, std::string_view sql, const Bind& bind);

}  // namespace shelfcast::identity
