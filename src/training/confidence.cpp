// SPDX-License-Identifier: Apache-2.0
#include "training/confidence.hpp"

#include "shelfcast/domain/coverage.hpp"

#include <algorithm>

namespace shelfcast::training {
namespace {

constexpr std::size_t kFewest = 50;
constexpr std::size_t kMostBins = 40;  // of equal size; growing ones are fewer
constexpr double kGrowth = 1.5;        // of one bin to the next smaller amounts'

domain::ConfidenceBin bin_of(std::span<const Outcome> outcomes) {
  const auto hits = std::ranges::count_if(outcomes, &Outcome::hit);
  return {.amount_from =
              to_micro(outcomes.back().predicted * (static_cast<double>(kMicroPerMinor) / static_cast<double>(kMicro))),
          .hit_rate = static_cast<double>(hits) / static_cast<double>(outcomes.size()),
          .measured = static_cast<std::uint32_t>(outcomes.size())};
}

}  // namespace

void add_outcomes(const Sums& foreseen, const Sums& actual, std::vector<Outcome>& outcomes) {
  for (std::size_t i = 0; i < foreseen.units.size(); ++i)
    if (foreseen.units[i] > 0)
      outcomes.push_back({foreseen.amount[i], domain::is_hit(foreseen.units[i], foreseen.amount[i], actual.amount[i])});
}

std::vector<domain::ConfidenceBin> measure_bins(std::vector<Outcome> outcomes) {
  std::vector<domain::ConfidenceBin> bins;
  if (outcomes.size() < kFewest) return bins;
  std::ranges::sort(outcomes, std::ranges::greater{}, &Outcome::predicted);
  auto size = std::max(kFewest, outcomes.size() / kMostBins);
  for (std::size_t begin = 0; begin < outcomes.size();) {
    std::size_t end = std::min(begin + size, outcomes.size());
    while (end < outcomes.size() && outcomes[end].predicted == outcomes[end - 1].predicted) ++end;
    if (outcomes.size() - end < kFewest) end = outcomes.size();
    bins.push_back(bin_of(std::span(outcomes).subspan(begin, end - begin)));
    begin = end;
    size = static_cast<std::size_t>(static_cast<double>(size) * kGrowth);
  }
  std::ranges::reverse(bins);
  bins.front().amount_from = 0;
  return bins;
}

}  // namespace shelfcast::training
