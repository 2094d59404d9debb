// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/training/single_models.hpp"

#include "shelfcast/training/rolling_origin.hpp"
#include "training/asking.hpp"
#include "training/contenders.hpp"
#include "training/groups.hpp"
#include "training/served.hpp"
#include "training/weeks.hpp"

#include <algorithm>
#include <numeric>

namespace shelfcast::training {
namespace {

constexpr std::size_t kCategories = 1;  // the level

bool speaks_of_categories(const Contender& contender) {
  return contender.model == nullptr || contender.is_asked_at(kCategories);
}

/// The rows of a grid that a model could say something of.
SaidOfCategories heard(std::string_view model, const domain::Panel& panel, const Result<Answer>& answer) {
  SaidOfCategories said{.model = std::string(model)};
  if (!answer) {
    said.problem = answer.error().text();
    return said;
  }
  for (const auto& bad : answer->bad)
    said.problem += (said.problem.empty() ? "" : "; ") + panel.categories[bad.row].key + ": " + bad.problem;
  for (std::size_t row = 0; row < answer->units.rows; ++row) {
    if (std::ranges::binary_search(answer->bad, row, {}, &BadRow::row)) continue;
    said.categories.push_back(row);
    const auto days = std::span(answer->units.values).subspan(row * answer->units.columns, answer->units.columns);
    said.units.insert(said.units.end(), days.begin(), days.end());
  }
  return said;
}

Result<Answer> ask_ensemble(const domain::Panel& panel, runtime::Runtime& runtime) {
  auto served = serve_at_cut(panel, {.days = domain::kHorizon}, runtime, [](double) {});
  if (!served) return std::unexpected(served.error());
  return with_bad_rows_marked(std::move(served->ensemble.totals));
}

}  // namespace

std::vector<std::string_view> models_of_categories() {
  std::vector<std::string_view> names;
  for (const auto& contender : every_contender())
    if (speaks_of_categories(contender)) names.push_back(contender.name);
  return names;
}

std::vector<SaidOfCategories> say_of_categories(const domain::Panel& told, bool with_ensemble,
                                                runtime::Runtime& runtime) {
  const auto panel = with_weeks_spread(told);
  const auto groups = panel_of_categories(panel);
  auto contenders = every_contender();
  std::erase_if(contenders, [&](const auto& contender) {
    return !speaks_of_categories(contender) || (contender.model == nullptr && !with_ensemble);
  });
  std::vector<SaidOfCategories> said(contenders.size());
  runtime.parallel(contenders.size(), [&](std::size_t i) {
    const auto* const model = contenders[i].model;
    said[i] = heard(contenders[i].name, panel,
                    model == nullptr ? ask_ensemble(panel, runtime) : ask_direct(*model, groups, domain::kHorizon));
  });
  for (auto& one : said) one.units = with_weeks_gathered(told, panel, one.units);
  return said;
}

}  // namespace shelfcast::training
