// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/shares.hpp"

#include <cmath>
#include <numeric>

namespace shelfcast::monitor {

Bins shares_of(const Bins& bins) {
  const double all = std::accumulate(bins.begin(), bins.end(), 0.0);
  Bins shares = bins;
  for (double& share : shares) share = all > 0 ? share / all : 0;
  return shares;
}

Bins mean_shares(std::span<const Bins> history) {
  Bins mean(history.front().size());
  for (const Bins& day : history) {
    const Bins of_day = shares_of(day);
    for (std::size_t i = 0; i < mean.size(); ++i) mean[i] += of_day[i] / static_cast<double>(history.size());
  }
  return mean;
}

double part_that_moved(const Bins& now, const Bins& before) {
  double moved = 0;
  for (std::size_t i = 0; i < now.size(); ++i) moved += std::abs(now[i] - before[i]) / 2;
  return moved;
}

std::size_t moved_most(const Bins& now, const Bins& before) {
  std::size_t most = 0;
  for (std::size_t i = 1; i < now.size(); ++i)
    if (std::abs(now[i] - before[i]) > std::abs(now[most] - before[most])) most = i;
  return most;
}

}  // namespace shelfcast::monitor
