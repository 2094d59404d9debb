// SPDX-License-Identifier: Apache-2.0
#include "refresh/moment.hpp"
#include "shelfcast/features/as_if.hpp"
#include "shelfcast/training/partial_forecast.hpp"

#include <array>

namespace shelfcast::refresh {
namespace {

using domain::Cause;
using training::Basis;

struct Undo {
  Cause cause;
  bool (*undo)(domain::Panel&);
};
/// What is taken away from the panel, the last cause first.
constexpr std::array kUndone{Undo{Cause::holiday, features::drop_holidays_ahead},
                             Undo{Cause::promotion, features::drop_promotions_ahead},
                             Undo{Cause::price, features::hold_prices}};

struct Forgotten {
  Cause cause;
  Basis basis;  ///< what is left without it
};
/// What is taken away from the model then.
constexpr std::array kForgotten{Forgotten{Cause::season, Basis::other_products},
                                Forgotten{Cause::similar_products, Basis::own_history},
                                Forgotten{Cause::trend, Basis::level}};

/// What is expected with a cause and all before it.
struct Step {
  Cause cause;
  Sums with;
};

/// The last cause first.
Result<std::vector<Step>> steps_down(const Moment& moment, const Outlook& served, const domain::Reasons& reasons,
                                     std::span<const Day> boundaries) {
  auto sums = served.over(reasons.periods, boundaries);
  if (!sums) return std::unexpected(sums.error());
  domain::Panel panel = moment.panel;
  std::vector<Step> steps;
  for (const auto& [cause, undo] : kUndone) {
    steps.push_back({cause, *sums});
    if (!undo(panel)) continue;
    const auto outlook = moment.expect(panel);
    if (!outlook) return std::unexpected(outlook.error());
    sums = outlook->over(reasons.periods, boundaries);
    if (!sums) return std::unexpected(sums.error());
  }
  for (const auto& [cause, basis] : kForgotten) {
    steps.push_back({cause, *sums});
    const auto outlook = Outlook::from(panel, [&, left = basis](const domain::TakeCategory& take) {
      return training::forecast_partly(moment.blob, left, panel, take);
    });
    if (!outlook) return std::unexpected(outlook.error());
    sums = outlook->over(reasons.periods, boundaries);
    if (!sums) return std::unexpected(sums.error());
  }
  steps.push_back({Cause::level, std::move(*sums)});
  return steps;
}

}  // namespace

Result<void> add_why(const Moment& moment, const Rows& rows, domain::Reasons& reasons) {
  const auto& cube = rows.table.cube();
  const auto served = moment.expect(moment.panel);
  if (!served) return std::unexpected(served.error());
  const auto steps = steps_down(moment, *served, reasons, cube.boundaries);
  if (!steps) return std::unexpected(steps.error());
  const auto today = served->today(moment.running, reasons.periods);
  if (!today) return std::unexpected(today.error());
  const auto sold = sold_over(moment.panel, reasons.periods);
  for (const std::size_t product : rows.products) {
    const ProductId id = cube.products[product].id;
    Parts parts(reasons, id);
    for (std::size_t i = 0; i < reasons.periods.size(); ++i) {
      domain::Expected left = rows.table.product(product, reasons.periods[i]);
      const auto put = [&](Cause cause, const domain::Expected& part) {
        parts.at(i, cause) = part;
        left = left - part;
      };
      put(Cause::sold, sold.of(id, i));
      put(Cause::today, today->of(id, i));
      for (std::size_t s = 0; s < steps->size(); ++s) {
        const auto without = s + 1 < steps->size() ? (*steps)[s + 1].with.of(id, i) : domain::Expected{};
        put((*steps)[s].cause, (*steps)[s].with.of(id, i) - without);
      }
      parts.at(i, Cause::told_late) = left;
    }
  }
  return {};
}

}  // namespace shelfcast::refresh
