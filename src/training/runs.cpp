// SPDX-License-Identifier: Apache-2.0
#include "training/runs.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr int kEveryFourth = 4;  // of single days: each weekday once in four weeks, and a quarter of the memory

/// Days of an outlook whose totals are measured, and the run that they are one of.
struct Run {
  domain::Band days;
  int kind;
};

void add_run(const domain::Panel& panel, const Outlook& outlook, const Run& run, domain::Level level, RunPairs& pairs) {
  const auto& days = run.days;
  if (days.last_step > outlook.days || outlook.origin + days.last_step > panel.cut) return;
  const auto came = sold(panel, outlook.origin + days.first_step, outlook.origin + days.last_step);
  std::array<std::vector<models::Pair>*, 2> of_peers{};  // of old and of young products, where there are any
  for (std::size_t row = 0; row < panel.products.size(); ++row) {
    double foreseen = 0;
    for (int step = days.first_step; step <= days.last_step; ++step)
      foreseen += outlook.units(row, static_cast<std::size_t>(step) - 1);
    if (!(foreseen > 0)) continue;
    const bool young = level == domain::Level::product && is_young(panel.products[row], outlook.origin);
    auto*& own = of_peers[young ? 1 : 0];
    if (own == nullptr) own = &pairs[{{level, young}, run.kind}];
    own->push_back({static_cast<float>(foreseen), static_cast<float>(came.units[row])});
  }
}

}  // namespace

void add_runs(const domain::Panel& panel, const Outlook& outlook, domain::Level level, RunPairs& pairs) {
  const bool weekly = panel.marketplace.grain == domain::Grain::week;
  const int length = weekly ? 7 : 1;
  for (int first = 1; first <= domain::Intervals::kStepsWithin; first += weekly ? length : kEveryFourth)
    add_run(panel, outlook, {{"", first, first + length - 1}, domain::Intervals::kStep}, level, pairs);
  for (const int days : kRunDays) add_run(panel, outlook, {{"", 1, days}, days}, level, pairs);
}

void join(RunPairs& sum, RunPairs&& more) {
  for (auto& [run, pairs] : more) {
    auto& all = sum[run];
    all.insert(all.end(), pairs.begin(), pairs.end());
  }
}

}  // namespace shelfcast::training
