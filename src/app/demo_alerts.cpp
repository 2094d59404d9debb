// SPDX-License-Identifier: Apache-2.0
#include "app/alert_score.hpp"
#include "app/demo_tour.hpp"
#include "app/shop_watch.hpp"
#include "shelfcast/features/data_cut.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace shelfcast::app {
namespace {

constexpr int kFaultyDays = 7;
constexpr int kTwoYears = 2 * 364;

std::string part(const Part& part) {
  if (part.all == 0) return fmt::format("{:6} of {:6}", part.of_these, part.all);
  const double share = static_cast<double>(part.of_these) / static_cast<double>(part.all);
  return fmt::format("{:6} of {:6}  {:5.1f} %", part.of_these, part.all, share * 100);
}

void print(const AlertScore& score) {
  fmt::print("\nwhat went wrong in the last week, and whether an alert told of it\n");
  for (const auto& row : score.kinds) fmt::print("  {:14} by {:18} {}\n", row.kind, row.rule, part(row.found));
  fmt::print("  {:36} {}\n", "found in all", part(score.found));
  fmt::print("  {:36} {}\n", "true, of what rules raised", part(score.raised_true));
  fmt::print("  {:36} {}\n", "true, of what sellers are told", part(score.delivered_true));
}

}  // namespace

Result<void> forecast_before_faults(House& house, const std::string& marketplace) {
  const auto known = house.catalogue->marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  const auto end = house.deltas->extent(known->id);
  if (!end) return std::unexpected(end.error());
  if (!*end || !house.tables->kept(marketplace).empty()) return {};
  const Day cut = (*end)->last - kFaultyDays;
  const auto moment = features::known_in_full(*known, cut);
  if (!moment) return std::unexpected(moment.error());
  const auto id = house.reports->next_id(marketplace, cut + 1);
  if (!id) return std::unexpected(id.error());
  const refresh::Order order{
      .marketplace = marketplace, .id = *id, .started_by = "demo", .started = *moment, .known_at = *moment};
  const auto report =
      refresh::run_cycle(house.rooms(), house.settings(), order, house.clock, [](const domain::CycleReport&) {});
  if (report.state == domain::CycleState::failed)
    return fail(Code::unavailable, report.id, fmt::format("failed in step '{}': {}", report.step, report.problem));
  return {};
}

Result<void> show_alerts(const House& house, const sources::SimulationOptions& shop) {
  if (!std::filesystem::exists(shop.out / "truth" / "faults.csv")) return {};  // the shop of an earlier version's demo
  const auto gathered = gather_shop(house, shop.marketplace);
  if (!gathered) return std::unexpected(gathered.error());
  if (!gathered->span) return fail(Code::not_found, shop.marketplace, "has no table from before the last week");
  const auto faults = read_faults(shop.out);
  if (!faults) return std::unexpected(faults.error());
  const Day first = std::max(gathered->span->last - (kTwoYears - 1), shop.end - (shop.days - 1));
  const auto truth = read_truth(shop.out, first, kTwoYears + kFaultyDays);
  if (!truth) return std::unexpected(truth.error());
  if (const auto taken = house.alerts->take(monitor::look_at(*gathered)); !taken) return std::unexpected(taken.error());
  auto raised = house.alerts->unresolved();
  std::erase_if(raised, [](const domain::Alert& alert) { return alert.seller.empty(); });
  print(score_alerts(*gathered, raised, *faults, *truth));
  return {};
}

}  // namespace shelfcast::app
