// SPDX-License-Identifier: Apache-2.0
#include "training/asking.hpp"

#include "training/fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace shelfcast::training {
namespace {

using models::Grid;
using Rows = std::vector<std::size_t>;

constexpr std::size_t kMostBad = 20;  // more than that, and it is the model that fails

domain::Panel only(const domain::Panel& panel, const Rows& rows) {
  domain::Panel part{.marketplace = panel.marketplace,
                     .known_at = panel.known_at,
                     .first = panel.first,
                     .cut = panel.cut,
                     .categories = panel.categories,
                     .products = {},
                     .holidays = panel.holidays,
                     .months = panel.months};
  for (const std::size_t row : rows) part.products.push_back(panel.products[row]);
  return part;
}

/// The rows of a panel on which a model fails by themselves.
class Search {
 public:
  Search(const models::Model& model, const domain::Panel& panel, int days)
      : model_(model), panel_(panel), days_(days) {}

  void among(const Rows& rows) {
    if (rows.empty() || bad_.size() > kMostBad) return;
    const auto answer = ask_direct_days(model_, only(panel_, rows), panel_.cut, days_);
    if (answer) return;
    if (rows.size() == 1) {
      bad_.push_back({rows.front(), answer.error().text()});
      return;
    }
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
    among({rows.begin(), middle});
    among({middle, rows.end()});
  }
  [[nodiscard]] const std::vector<BadRow>& bad() const { return bad_; }

 private:
  const models::Model& model_;
  const domain::Panel& panel_;
  int days_;
  std::vector<BadRow> bad_;
};

/// The answer for all rows but the bad ones, put in their places.
Result<Answer> ask_without(const models::Model& model, const domain::Panel& panel, int days, std::vector<BadRow> bad) {
  Rows rows(panel.products.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  std::erase_if(rows, [&](std::size_t row) { return std::ranges::binary_search(bad, row, {}, &BadRow::row); });
  const auto part = ask_direct_days(model, only(panel, rows), panel.cut, days);
  if (!part) return std::unexpected(part.error());
  Answer answer{.units = models::make_grid(panel.products.size(), part->columns), .bad = std::move(bad)};
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t day = 0; day < part->columns; ++day) answer.units.at(rows[i], day) = part->at(i, day);
  return answer;
}

void mark_what_is_no_number(Answer& answer) {
  auto& units = answer.units;
  for (std::size_t row = 0; row < units.rows; ++row) {
    const auto values = std::span(units.values).subspan(row * units.columns, units.columns);
    const auto is_sound = [](double value) { return std::isfinite(value) && value >= 0; };
    if (!std::ranges::all_of(values, is_sound)) answer.bad.push_back({row, "what it says is negative or no number"});
  }
  std::ranges::sort(answer.bad, {}, &BadRow::row);
  for (const auto& bad : answer.bad)
    for (std::size_t day = 0; day < units.columns; ++day)
      units.at(bad.row, day) = std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

Answer with_bad_rows_marked(Grid units) {
  Answer answer{.units = std::move(units), .bad = {}};
  mark_what_is_no_number(answer);
  return answer;
}

Result<Answer> ask_direct(const models::Model& model, const domain::Panel& panel, int days) {
  auto grid = ask_direct_days(model, panel, panel.cut, days);
  if (grid) return with_bad_rows_marked(std::move(*grid));
  Search search(model, panel, days);
  Rows rows(panel.products.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  search.among(rows);
  if (search.bad().empty() || search.bad().size() > kMostBad) return std::unexpected(grid.error());
  auto answer = ask_without(model, panel, days, search.bad());
  if (answer) mark_what_is_no_number(*answer);
  return answer;
}

}  // namespace shelfcast::training
