// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/models/conformal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace shelfcast::models {
namespace {

constexpr std::size_t kUsualWindow = 400;  // pairs that one width is told from, where there are enough
constexpr std::size_t kMostWindows = 40;
constexpr std::array kLowerParts{0.0, 0.25, 0.5};  // of the misses; sales have their long tail above
constexpr std::array kUsualPart{0.25};
constexpr double kRounding = 1e-9;  // 40 x 0.95 is 38, whatever the last bit says

/// Pairs of forecasts of about the same size.
struct Window {
  double log_size;
  double size;
  std::vector<double> ratios;  ///< of what came to what was foreseen, ascending
};

Window window_of(std::span<const Pair> pairs) {
  Window window{.log_size = 0, .size = 0, .ratios = {}};
  window.ratios.reserve(pairs.size());
  for (const auto& pair : pairs) {
    const double foreseen = pair.foreseen;
    window.log_size += exact::log(foreseen);
    window.size += foreseen;
    window.ratios.push_back(pair.came / foreseen);
  }
  window.log_size /= static_cast<double>(pairs.size());
  window.size /= static_cast<double>(pairs.size());
  std::ranges::sort(window.ratios);
  return window;
}

/// Each overlaps the next by half, so that widths change little from one size to the next.
std::vector<Window> windows_by_size(std::span<const Pair> pairs) {
  const std::size_t count = pairs.size();
  const std::size_t wanted = std::max(std::min(kUsualWindow, count / 2), 2 * count / kMostWindows);
  const std::size_t length = std::min(std::max(kFewestPairs, wanted), count);
  const std::size_t last = count - length;
  const std::size_t steps = (2 * last + length - 1) / length;
  std::vector<Window> windows;
  for (std::size_t i = 0; i <= steps; ++i)
    windows.push_back(window_of(pairs.subspan(steps > 0 ? last * i / steps : 0, length)));
  return windows;
}

/// The least range that holds the share, with at most that part of the misses below it. A conformal interval: one pair
/// more, the one to come, falls as likely between any two neighbours, so that of n ratios a share s needs s (n + 1)
/// gaps. Nothing comes below 0 as a lower end; there is no gap to be lost there.
std::optional<Interval> range_of(const std::vector<double>& ratios, double share, double lower_part) {
  const auto count = ratios.size();
  const auto held = static_cast<std::size_t>(std::ceil(static_cast<double>(count + 1) * share - kRounding));
  if (held > count) return std::nullopt;
  const auto below = static_cast<std::size_t>(static_cast<double>(count - held) * lower_part);
  const double low = lower_part > 0 ? std::max(ratios[below], 0.0) : 0.0;
  const auto first = static_cast<std::size_t>(std::ranges::lower_bound(ratios, low) - ratios.begin());
  const auto last = low > 0 ? first + held : first + held - 1;
  if (last >= count) return std::nullopt;
  return Interval{std::min(low, 1.0), std::max(ratios[last], 1.0)};
}

/// The widths of all windows with one part of the misses below.
struct Choice {
  Widths widths;
  double in_all = 0;
};

std::optional<Choice> choose(const std::vector<Window>& windows, double share, double lower_part) {
  Choice choice;
  for (const auto& window : windows) {
    const auto range = range_of(window.ratios, share, lower_part);
    if (!range) return std::nullopt;
    choice.widths.push_back({window.log_size, range->low, range->high});
    choice.in_all += (range->high - range->low) * window.size;
  }
  return choice;
}

}  // namespace

Widths measure_widths(std::vector<Pair> pairs, double share) {
  std::erase_if(pairs, [](const Pair& pair) { return !(pair.foreseen > 0); });
  if (pairs.size() < kFewestPairs) return {};
  std::ranges::stable_sort(pairs, {},
                           &Pair::foreseen);  // not by what came: a window must hold all that comes of a size
  const auto windows = windows_by_size(pairs);
  // One choice for all windows, and none where pairs are few: it would be made by chance, and hold less than it says.
  const bool can_choose = pairs.size() >= kUsualWindow;
  std::optional<Choice> best;
  for (const double lower_part : can_choose ? std::span<const double>(kLowerParts) : kUsualPart) {
    auto choice = choose(windows, share, lower_part);
    if (choice && (!best || choice->in_all < best->in_all)) best = std::move(choice);
  }
  return best ? std::move(best->widths) : Widths{};
}

std::optional<Interval> interval_around(double foreseen, const Widths& widths) {
  if (widths.empty() || !(foreseen > 0)) return std::nullopt;
  const double size = exact::log(foreseen);
  const auto above = std::ranges::upper_bound(widths, size, {}, &Width::log_size);
  if (above == widths.begin()) return Interval{above->low * foreseen, above->high * foreseen};
  const auto& below = *(above - 1);
  if (above == widths.end()) return Interval{below.low * foreseen, below.high * foreseen};
  const double part = (size - below.log_size) / (above->log_size - below.log_size);
  return Interval{(below.low + part * (above->low - below.low)) * foreseen,
                  (below.high + part * (above->high - below.high)) * foreseen};
}

}  // namespace shelfcast::models
