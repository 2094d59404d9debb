// SPDX-License-Identifier: Apache-2.0
#include "predictions/manifest.hpp"
#include "shelfcast/predictions/tables.hpp"

#include <algorithm>

namespace shelfcast::predictions {
namespace {

using domain::Cube;
using domain::Expected;

bool holds(std::span<const CategoryId> categories, CategoryId id) {
  return std::ranges::binary_search(categories, id);
}

/// Appends one product of a published table to a cube.
void append(const Table& table, std::size_t product, Cube& to) {
  to.products.push_back(table.cube().products[product]);
  to.running.push_back(table.running(product));
  table.append_cells(product, to.cells);
  for (const auto& period : to.chance_periods)
    to.product_chances.push_back(table.product_chance(product, period).value_or(domain::Chance{}));
}

void append(const Cube& part, std::size_t product, Cube& to) {
  const auto width = static_cast<std::ptrdiff_t>(part.boundaries.size() - 1);
  const auto cells = part.cells.begin() + static_cast<std::ptrdiff_t>(product) * width;
  to.products.push_back(part.products[product]);
  to.running.push_back(part.running.empty() ? Expected{} : part.running[product]);
  to.cells.insert(to.cells.end(), cells, cells + width);
  if (part.chance_periods != to.chance_periods) {
    to.product_chances.resize(to.product_chances.size() + to.chance_periods.size());
  } else {
    const auto chances =
        part.product_chances.begin() + static_cast<std::ptrdiff_t>(product * part.chance_periods.size());
    to.product_chances.insert(to.product_chances.end(), chances,
                              chances + static_cast<std::ptrdiff_t>(part.chance_periods.size()));
  }
}

/// The rows of both, by (category, product): of `categories` the part's, of all others the table's.
void join_rows(const Table& base, const Cube& part, std::span<const CategoryId> categories, Cube& to) {
  const auto& old = base.cube().products;
  const auto key = [](const domain::ForecastProduct& product) { return std::pair(product.category, product.id); };
  std::size_t fresh = 0;
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (holds(categories, old[i].category)) continue;
    for (; fresh < part.products.size() && key(part.products[fresh]) < key(old[i]); ++fresh) append(part, fresh, to);
    append(base, i, to);
  }
  for (; fresh < part.products.size(); ++fresh) append(part, fresh, to);
}

/// All categories of both; of those in both, as the part names them.
std::vector<domain::ForecastCategory> join_names(const Cube& base, const Cube& part) {
  auto all = part.categories;
  for (const auto& category : base.categories) {
    const bool known = std::ranges::binary_search(part.categories, category.id, {}, &domain::ForecastCategory::id);
    if (!known) all.push_back(category);
  }
  std::ranges::sort(all, {}, &domain::ForecastCategory::id);
  return all;
}

/// Of the categories the base's: how all of them rank cannot be told from some.
void keep_category_chances(const Table& base, Cube& to) {
  const auto& old = base.cube().categories;
  for (const auto& category : to.categories) {
    const auto at = std::ranges::lower_bound(old, category.id, {}, &domain::ForecastCategory::id);
    const bool known = at != old.end() && at->id == category.id;
    for (const auto& period : to.chance_periods) {
      const auto chance =
          known ? base.category_chance(static_cast<std::size_t>(at - old.begin()), period) : std::nullopt;
      to.category_chances.push_back(chance.value_or(domain::Chance{}));
    }
  }
}

/// The parts that still stand for some category, and the new one.
std::vector<domain::CubePart> join_parts(const Cube& base, domain::CubePart latest) {
  auto parts = base.parts;
  for (auto& part : parts) {
    std::erase_if(part.categories, [&](CategoryId id) { return holds(latest.categories, id); });
  }
  std::erase_if(parts, [](const domain::CubePart& part) { return part.categories.empty(); });
  parts.push_back(std::move(latest));
  return parts;
}

/// The table, but for the part.
Result<Cube> joined(const Table& base, const Cube& part, std::span<const CategoryId> categories, Instant now) {
  const Cube& old = base.cube();
  const auto refused = [&](const char* sentence) { return fail(Code::invalid, part.receipt.cycle, sentence); };
  if (part.boundaries != old.boundaries) return refused("it does not cut time as its table does");
  const bool astray =
      std::ranges::any_of(part.products, [&](const auto& product) { return !holds(categories, product.category); });
  if (astray) return refused("it holds products of other categories than it refreshes");

  Cube joined{.marketplace = old.marketplace,
              .currency = old.currency,
              .time_zone = old.time_zone,
              .week_start = old.week_start,
              .receipt = old.receipt,
              .boundaries = old.boundaries,
              .categories = join_names(old, part),
              .products = {},
              .cells = {},
              .running = {},
              .parts = join_parts(old, {part.receipt, now, {categories.begin(), categories.end()}}),
              .whole_since = old.whole_since,
              .confidence = old.confidence,
              .intervals = old.intervals,
              .chance_periods = old.chance_periods,
              .product_chances = {},
              .category_chances = {},
              .grain = old.grain,
              .measures = old.measures};
  joined.products.reserve(old.products.size() + part.products.size());
  joined.cells.reserve((old.products.size() + part.products.size()) * (old.boundaries.size() - 1));
  join_rows(base, part, categories, joined);
  keep_category_chances(base, joined);
  return joined;
}

}  // namespace

Result<TablePtr> Tables::publish_part(const Table& base, const Cube& part, std::span<const CategoryId> categories,
                                      Instant now) {
  const TablePtr serving = current(base.cube().marketplace);
  if (!serving || serving->id() != base.id())
    return fail(Code::conflict, part.receipt.cycle, "the table it refreshes was replaced");
  const auto whole = joined(base, part, categories, now);
  return whole ? publish(*whole, now) : std::unexpected(whole.error());
}

Result<TablePtr> Tables::bring_back_part(const Table& base, const Cube& part, std::span<const CategoryId> categories,
                                         Instant published, Instant now) {
  const auto whole = joined(base, part, categories, published);
  return whole ? bring_back(*whole, published, now) : std::unexpected(whole.error());
}

}  // namespace shelfcast::predictions
