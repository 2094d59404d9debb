// SPDX-License-Identifier: Apache-2.0
#include "app/local_coverages.hpp"

#include "shelfcast/base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::app {
namespace {

using control::CoverageQuestion;
using domain::Coverage;
using domain::CoverageRow;
using domain::ForecastCategory;

Result<ForecastCategory> category_named(const predictions::TablePtr& table, const std::string& name) {
  std::vector<std::string_view> keys;
  if (table) {
    for (const auto& category : table->cube().categories) {
      if (category.key == name || std::to_string(category.id.value) == name) return category;
      keys.push_back(category.key);
    }
  }
  const auto nearest = nearest_name(name, keys);
  return fail(Code::not_found, name,
              nearest.empty() ? "is no category of the table that serves"
                              : fmt::format("is no category of the table that serves; did you mean '{}'?", nearest));
}

/// Rows that differ in their category alone become one.
void pool(std::vector<CoverageRow>& rows) {
  for (auto& row : rows) row.of.category = {};
  std::ranges::stable_sort(rows, {}, &CoverageRow::of);
  std::vector<CoverageRow> pooled;
  for (const auto& row : rows) {
    if (pooled.empty() || pooled.back().of != row.of) pooled.push_back({row.of, {}});
    pooled.back().held += row.held;
  }
  rows = std::move(pooled);
}

}  // namespace

Result<Coverage> LocalCoverages::show(const CoverageQuestion& question) const {
  const auto known = house_.catalogue->marketplace(question.marketplace);
  if (!known) return std::unexpected(known.error());
  auto coverage = house_.coverage->coverage(known->key);
  if (!coverage) return coverage;
  const auto table = house_.tables->current(known->key);
  if (table) coverage->factors = table->cube().receipt.factors;
  std::optional<CategoryId> category;
  if (!question.category.empty()) {
    const auto named = category_named(table, question.category);
    if (!named) return std::unexpected(named.error());
    category = named->id;
    coverage->category = named->key;
  }
  std::erase_if(coverage->rows, [&](const CoverageRow& row) {
    return (question.frame && row.of.frame != *question.frame) || (question.level && row.of.level != *question.level) ||
           (category && row.of.category != *category);
  });
  pool(coverage->rows);
  return coverage;
}

}  // namespace shelfcast::app
