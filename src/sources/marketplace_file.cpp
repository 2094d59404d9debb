// SPDX-License-Identifier: Apache-2.0
#include "sources/marketplace_file.hpp"

#include "sources/marketplace_settings.hpp"

#include <fmt/format.h>

namespace shelfcast::sources {

Result<domain::Marketplace> read_marketplace(const Reading& reading, const std::optional<TableFile>& file) {
  if (!file) {
    domain::Marketplace marketplace;
    marketplace.key = marketplace.name = reading.marketplace;
    reading.done.warnings.push_back(
        fmt::format("marketplaces.csv is missing: '{}' is taken to count days in {} and money in {}",
                    reading.marketplace, marketplace.time_zone, marketplace.currency));
    return marketplace;
  }
  auto table = Table::open(reading, kMarketplaces, *file);
  if (!table) return std::unexpected(table.error());
  const At key = table->column("marketplace_id");
  std::string others;
  while (true) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if (table->text(key) == reading.marketplace) {
      return read_settings(std::string(reading.marketplace),
                           fmt::format("{}:{}", file->path.string(), table->place().row),
                           [&](std::string_view name) { return table->text(table->column(name)); });
    }
    others += fmt::format("{}{}", others.empty() ? "" : ", ", table->text(key));
  }
  return fail(Code::rejected, file->path.string(),
              fmt::format("does not describe a marketplace '{}'; it describes: {}", reading.marketplace,
                          others.empty() ? "none" : others));
}

}  // namespace shelfcast::sources
