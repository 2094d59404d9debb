// SPDX-License-Identifier: Apache-2.0
#include "sources/marketplace_file.hpp"

#include "sources/marketplace_settings.hpp"

#include <fmt/format.h>

namespace shelfcast::sources {
namespace {

std::unexpected<Error> wrong_setting(const TableFile& file, const Table& table, std::string sentence) {
  return fail(Code::rejected, fmt::format("{}:{}", file.path.string(), table.place().row), std::move(sentence));
}

/// The row of the table's present marketplace.
Result<domain::Marketplace> read_settings(const Reading& reading, const TableFile& file, const Table& table) {
  const auto cell = [&](std::string_view name) { return table.text(table.column(name)); };
  domain::Marketplace marketplace;
  marketplace.key = reading.marketplace;
  marketplace.name = cell("name").empty() ? marketplace.key : cell("name");
  const MarketplaceSettings settings{.currency = std::string(cell("currency")),
                                     .time_zone = std::string(cell("time_zone")),
                                     .week_start = std::string(cell("week_start")),
                                     .lag_hours = std::string(cell("lag_hours"))};
  if (const auto done = settings.apply_to(marketplace); !done) return wrong_setting(file, table, done.error().sentence);
  return marketplace;
}

}  // namespace

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
    if (table->text(key) == reading.marketplace) return read_settings(reading, *file, *table);
    others += fmt::format("{}{}", others.empty() ? "" : ", ", table->text(key));
  }
  return fail(Code::rejected, file->path.string(),
              fmt::format("does not describe a marketplace '{}'; it describes: {}", reading.marketplace,
                          others.empty() ? "none" : others));
}

}  // namespace shelfcast::sources
