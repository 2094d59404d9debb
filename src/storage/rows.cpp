// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/rows.hpp"

namespace shelfcast::storage {

Result<void> each_row(Database& open, std::string_view sql, const Bind& bind, const Row& row) {
  auto statement = open.prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  bind(*statement);
  for (;;) {
    const auto found = statement->step();
    if (!found) return std::unexpected(found.error());
    if (!*found) return {};
    row(*statement);
  }
}

Result<void> run(Database& open, std::string_view sql, const Bind& bind) {
  return each_row(open, sql, bind, [](const Statement&) {});
}

}  // namespace shelfcast::storage
