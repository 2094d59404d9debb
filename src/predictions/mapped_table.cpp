// SPDX-License-Identifier: Apache-2.0
#include "predictions/mapped_table.hpp"

#include "predictions/fetching.hpp"
#include "shelfcast/domain/coverage.hpp"

#include <algorithm>

namespace shelfcast::predictions {

using domain::Expected;

Result<TablePtr> MappedTable::open(const std::filesystem::path& folder) {
  const auto text = storage::read_file(folder / kManifestFile);
  if (!text) return std::unexpected(text.error());
  auto manifest = decode_manifest(*text);
  if (!manifest) return fail(manifest.error().code, folder.string(), manifest.error().sentence);
  auto cells = Cells::open(folder / kCellsFile, manifest->cube.boundaries.size());
  if (!cells) return std::unexpected(cells.error());
  auto rows = cells->rows();
  if (!rows) return fail(rows.error().code, folder.string(), rows.error().sentence);
  manifest->cube.products = std::move(*rows);
  const auto& cube = manifest->cube;
  const std::size_t chances = cube.chance_periods.size() * (cube.products.size() + cube.categories.size());
  if (segments_of(cube) != manifest->segments || cells->chances() != chances) {
    return fail(Code::corrupt, folder.string(), "the manifest and the cells are not of one table");
  }
  return std::make_shared<const MappedTable>(std::move(*manifest), std::move(*cells));
}

MappedTable::MappedTable(Manifest manifest, Cells cells) : manifest_(std::move(manifest)), cells_(std::move(cells)) {
  const auto& categories = manifest_.cube.categories;
  const std::size_t boundaries = manifest_.cube.boundaries.size();
  ranges_.assign(categories.size(), Range{0, 0});
  category_sums_.resize(categories.size() * boundaries);
  for (const auto& segment : manifest_.segments) {
    const auto found = std::ranges::lower_bound(categories, segment.category, {}, &domain::ForecastCategory::id);
    const auto category = static_cast<std::size_t>(found - categories.begin());
    ranges_[category] = {segment.first, segment.count};
    for (std::size_t product = segment.first; product < segment.first + segment.count; ++product) {
      for (std::size_t i = 0; i < boundaries; ++i) {
        category_sums_[category * boundaries + i] += cells_.before(product, i);
      }
    }
  }
}

Table::Origin MappedTable::origin_of(std::size_t category) const {
  const CategoryId id = manifest_.cube.categories[category].id;
  for (const auto& part : manifest_.cube.parts) {
    if (std::ranges::binary_search(part.categories, id)) return {part.receipt, part.published};
  }
  return {manifest_.cube.receipt, manifest_.cube.whole_since};
}

std::optional<MappedTable::Steps> MappedTable::steps_of(const Period& period) const {
  const auto& boundaries = manifest_.cube.boundaries;
  const auto from = std::ranges::lower_bound(boundaries, period.first);
  const auto to = std::ranges::lower_bound(boundaries, period.last + 1);
  if (from == boundaries.end() || to == boundaries.end()) return std::nullopt;
  if (*from != period.first || *to != period.last + 1 || to < from) return std::nullopt;
  return Steps{static_cast<std::size_t>(from - boundaries.begin()), static_cast<std::size_t>(to - boundaries.begin())};
}

Expected MappedTable::product(std::size_t product, const Period& period) const {
  const auto steps = steps_of(period);
  return steps ? cells_.before(product, steps->to) - cells_.before(product, steps->from) : Expected{};
}

Expected MappedTable::category(std::size_t category, const Period& period) const {
  const auto steps = steps_of(period);
  if (!steps) return {};
  const Expected* const sums = &category_sums_[category * manifest_.cube.boundaries.size()];
  return sums[steps->to] - sums[steps->from];
}

std::optional<std::size_t> MappedTable::chance_place(const Period& period) const {
  const auto& periods = manifest_.cube.chance_periods;
  const auto found = std::ranges::find(periods, period);
  return found == periods.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - periods.begin()));
}

/// Rows are the products, then the categories.
std::optional<domain::Chance> MappedTable::chance(std::size_t row, const Period& period) const {
  const auto place = chance_place(period);
  if (!place) return std::nullopt;
  const auto chance = cells_.chance(row * manifest_.cube.chance_periods.size() + *place);
  return chance.rank_low == 0 ? std::nullopt : std::optional(chance);
}

std::optional<domain::Chance> MappedTable::product_chance(std::size_t product, const Period& period) const {
  return chance(product, period);
}

std::optional<domain::Chance> MappedTable::category_chance(std::size_t category, const Period& period) const {
  return chance(cells_.products() + category, period);
}

void MappedTable::fetch(std::span<const std::size_t> products, const Period& chances,
                        const std::optional<Period>& sums) const {
  const auto& cube = manifest_.cube;
  const auto place = chance_place(chances);
  const auto steps = sums ? steps_of(*sums) : std::nullopt;
  for (const std::size_t product : products) {
    fetch_memory(&cube.products[product], sizeof(domain::ForecastProduct));
    if (place) cells_.fetch_chance(product * cube.chance_periods.size() + *place);
    if (steps) cells_.fetch_sums(product, steps->from, steps->to);
  }
  // Where a name lies stands in its product.
  for (const std::size_t product : products) {
    const auto& name = cube.products[product].name;
    fetch_memory(name.data(), name.size());
  }
}

void MappedTable::append_cells(std::size_t product, std::vector<Expected>& to) const {
  Expected before;
  for (std::size_t i = 1; i < manifest_.cube.boundaries.size(); ++i) {
    const Expected sum = cells_.before(product, i);
    to.push_back(sum - before);
    before = sum;
  }
}

std::optional<double> MappedTable::confidence(Frame frame, domain::Level level, Micro amount) const {
  const auto& curves = manifest_.cube.confidence;
  const auto curve = std::ranges::find_if(
      curves, [&](const domain::ConfidenceCurve& c) { return c.frame == frame && c.level == level; });
  return curve == curves.end() ? std::nullopt : domain::confidence_of(curve->bins, amount);
}

}  // namespace shelfcast::predictions
