// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/storage/database.hpp"

#include <functional>
#include <string_view>

namespace shelfcast::storage {

using Bind = std::function<void(Statement&)>;
using Row = std::function<void(const Statement&)>;

/// Runs one statement and shows its rows.
Result<void> each_row(Database& open, std::string_view sql, const Bind& bind, const Row& row);
/// One that has none.
Result<void> run(Database& open, std::string_view sql, const Bind& bind);

}  // namespace shelfcast::storage
