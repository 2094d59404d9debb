// SPDX-License-Identifier: Apache-2.0
#include "app/local_exports.hpp"

#include "shelfcast/base/csv.hpp"
#include "shelfcast/features/rows.hpp"
#include "shelfcast/training/examples.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace shelfcast::app {
namespace {

constexpr std::int64_t kClocksMayDiffer = 7 * kDaySeconds;  // what sources say they learnt may lie ahead of our clock

/// All that is known of a marketplace today.
struct Known {
  MarketplaceId id;
  Instant now;
  catalogue::Snapshot snapshot;
};

Result<Known> known_today(const House& house, std::string_view marketplace) {
  const auto found = house.catalogue->marketplace(marketplace);
  if (!found) return std::unexpected(found.error());
  const Instant now = house.clock.now() + kClocksMayDiffer;
  auto snapshot = house.catalogue->as_known_at(found->id, now);
  if (!snapshot) return std::unexpected(snapshot.error());
  return Known{found->id, now, std::move(*snapshot)};
}

/// "marketplace,category,product," of every product.
std::unordered_map<ProductId, std::string> row_beginnings(const catalogue::Snapshot& known) {
  std::unordered_map<CategoryId, std::string> categories;
  for (const auto& category : known.categories) categories.emplace(category.id, csv_field(category.key));
  std::unordered_map<ProductId, std::string> beginnings;
  for (const auto& product : known.products) {
    beginnings.emplace(product.id, fmt::format("{},{},{},", csv_field(known.marketplace.key),
                                               categories[product.category], csv_field(product.key)));
  }
  return beginnings;
}

}  // namespace

Result<std::string> LocalExports::daily_sales_csv(std::string_view marketplace) {
  const auto known = known_today(house_, marketplace);
  if (!known) return std::unexpected(known.error());
  const auto extent = house_.deltas->extent(known->id);
  if (!extent) return std::unexpected(extent.error());
  if (!*extent) return std::string();
  const auto beginnings = row_beginnings(known->snapshot);
  std::string csv;
  const auto read =
      house_.deltas->series(known->id, {(*extent)->first, (*extent)->last, known->now},
                            [&](ProductId id, std::span<const domain::DailySales> days) {
                              const auto beginning = beginnings.find(id);
                              if (beginning == beginnings.end()) return;
                              for (const auto& day : days) {
                                fmt::format_to(std::back_inserter(csv), "{}{},{},{}\n", beginning->second,
                                               format_day(day.day), format_micro(day.units), format_minor(day.amount));
                              }
                            });
  if (!read) return std::unexpected(read.error());
  return csv;
}

Result<std::string> LocalExports::examples_csv(std::string_view marketplace) {
  const auto known = house_.catalogue->marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  const auto panel = house_.panel_as_of(*known, std::nullopt);
  if (!panel) return std::unexpected(panel.error());
  std::string csv;
  training::tell_examples(*panel, [&](const training::Example& example) {
    const auto& product = panel->products[example.product];
    fmt::format_to(std::back_inserter(csv), "{},{},{},{},{},{},{}\n", csv_field(known->key),
                   csv_field(panel->categories[product.category].key), csv_field(product.product.key), example.days,
                   format_day(example.origin), fmt::join(example.features, ","), example.target);
  });
  return csv;
}

Result<std::string> LocalExports::stock_csv(std::string_view marketplace) {
  const auto known = known_today(house_, marketplace);
  if (!known) return std::unexpected(known.error());
  const auto states = house_.catalogue->stock(known->id, known->now);
  if (!states) return std::unexpected(states.error());
  const auto beginnings = row_beginnings(known->snapshot);
  std::string csv;
  for (const auto& state : *states) {
    const auto beginning = beginnings.find(state.product);
    if (beginning == beginnings.end()) continue;
    fmt::format_to(std::back_inserter(csv), "{}{},{}\n", beginning->second, format_day(state.from),
                   state.in_stock ? 1 : 0);
  }
  return csv;
}

Result<std::string> LocalExports::months_csv(std::string_view marketplace) {
  const auto known = known_today(house_, marketplace);
  if (!known) return std::unexpected(known.error());
  const auto months = house_.catalogue->months(known->id, known->now);
  if (!months) return std::unexpected(months.error());
  const auto& snapshot = known->snapshot;
  std::string csv;
  for (const auto& month : *months) {
    const auto category = std::ranges::lower_bound(snapshot.categories, month.category, {}, &domain::Category::id);
    fmt::format_to(std::back_inserter(csv), "{},{},{:.7},{}\n", csv_field(snapshot.marketplace.key),
                   csv_field(category->key), format_day(month.first), format_micro(month.units));
  }
  return csv;
}

Result<std::string> LocalExports::features_csv(std::string_view marketplace, std::optional<Day> as_of) {
  const auto known = house_.catalogue->marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  const auto panel = house_.panel_as_of(*known, as_of);
  if (!panel) return std::unexpected(panel.error());
  const auto matrix = features::rows_at_cut(*panel);
  const auto& block = matrix.blocks.front();
  const std::size_t columns = matrix.names.size();
  std::string csv;
  for (std::size_t row = 0; row < block.product.size(); ++row) {
    const auto& product = panel->products[block.product[row]];
    fmt::format_to(std::back_inserter(csv), "{},{},{},{}", csv_field(known->key),
                   csv_field(panel->categories[product.category].key), csv_field(product.product.key),
                   format_day(block.origin));
    for (const float value : std::span(block.values).subspan(row * columns, columns))
      fmt::format_to(std::back_inserter(csv), ",{}", value);
    csv += '\n';
  }
  return csv;
}

}  // namespace shelfcast::app
