// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <span>
#include <string_view>

namespace shelfcast::storage {

class Database;

/// A numbered file of migrations/: "0001_catalogue" and its text.
struct Migration {
  std::string_view name;
  std::string_view sql;
};

/// Those of this binary, ascending by name. Written by cmake/embed.cmake.
std::span<const Migration> embedded_migrations();

/// Runs what has not run yet, each with its record in one transaction. `corrupt` where one was changed after it ran,
/// `conflict` where the database knows one that `migrations` do not: it is from a newer version.
Result<void> migrate(Database& database, std::span<const Migration> migrations);

}  // namespace shelfcast::storage
