// SPDX-License-Identifier: Apache-2.0
#include "identity/rows.hpp"

namespace shelfcast::identity {

Result<void> each_row(storage::Database& open, std::string_view sql, const Bind& bind, const Row& row) {
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

Result<void> run(storage::Database& open, std::string_view sql, const Bind& bind) {
  return each_row(open, sql, bind, [](const storage::Statement&) {});
}

}  // namespace shelfcast::identity
