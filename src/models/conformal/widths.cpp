// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/models/conformal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace shelfcast::models {
namespace {

using domain::Interval;
using domain::kFromNothing;
using domain::Widths;

constexpr std::size_t kUsualWindow = 400;  // pairs that one width is told from, where there are enough
constexpr std::size_t kMostWindows = 40;
constexpr std::array kLowerParts{0.0, 0.25, 0.5};  // of the misses; sales have their long tail above
constexpr std::array kUsualPart{0.25};
constexpr std::size_t kMostShapes = 16;  // they change slowly from one size to the next
constexpr double kRounding = 1e-9;       // 40 x 0.95 is 38, whatever the last bit says

/// Pairs of forecasts of about the same size.
struct Window {
  double log_size;
  double root;                 ///< of the mean size
  std::vector<double> errors;  ///< as multiples of the root of their size, ascending
  std::size_t nothing;         ///< how many sold nothing: their errors are the least
};

Window window_of(std::span<const Pair> pairs) {
  Window window{.log_size = 0, .root = 0, .errors = {}, .nothing = 0};
  window.errors.reserve(pairs.size());
  double size = 0;
  for (const auto& pair : pairs) {
    const double foreseen = pair.foreseen;
    const double of_pair = domain::size_of(foreseen);
    window.log_size += exact::log(of_pair);
    size += of_pair;
    window.errors.push_back((pair.came - foreseen) / std::sqrt(of_pair));
    if (pair.came <= 0) ++window.nothing;
  }
  window.log_size /= static_cast<double>(pairs.size());
  window.root = std::sqrt(size / static_cast<double>(pairs.size()));
  std::ranges::sort(window.errors);
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

/// Of those that foresaw anything, which are left; none where they are too few.
std::vector<Window> windows_of(std::vector<Pair>& pairs) {
  std::erase_if(pairs, [](const Pair& pair) { return !(pair.foreseen > 0); });
  if (pairs.size() < kFewestPairs) return {};
  // Not by what came: a window must hold all that comes of a size.
  std::ranges::stable_sort(pairs, {}, &Pair::foreseen);
  return windows_by_size(pairs);
}

/// What is not exceeded with this chance, between neighbours in proportion.
double quantile_of(const Window& window, double chance) {
  const auto& errors = window.errors;
  if (chance * static_cast<double>(errors.size() + 1) <= static_cast<double>(window.nothing)) return kFromNothing;
  const auto last = static_cast<double>(errors.size() - 1);
  const double at = std::clamp(chance * static_cast<double>(errors.size() + 1) - 1, 0.0, last);
  const auto below = static_cast<std::size_t>(at);
  const auto above = std::min(below + 1, errors.size() - 1);
  return errors[below] + (at - static_cast<double>(below)) * (errors[above] - errors[below]);
}

/// The least range that holds the share, with at most that part of the misses below it. A conformal interval: one pair
/// more, the one to come, falls as likely between any two neighbours, so that of n errors a share s needs s (n + 1)
/// gaps.
std::optional<Interval> range_of(const Window& window, double share, double lower_part) {
  const auto& errors = window.errors;
  const auto count = errors.size();
  const auto gaps = static_cast<std::size_t>(std::ceil(static_cast<double>(count + 1) * share - kRounding));
  if (gaps > count) return std::nullopt;
  const auto below = static_cast<std::size_t>(static_cast<double>(count - gaps) * lower_part);
  const bool from_nothing = lower_part == 0;  // and the gap below the least error is one of them
  const auto last = from_nothing ? gaps - 1 : below + gaps;
  if (last >= count) return std::nullopt;
  const bool holds_nothing = from_nothing || below < window.nothing;
  return Interval{holds_nothing ? kFromNothing : std::min(errors[below], 0.0), std::max(errors[last], 0.0)};
}

/// The widths of all windows with one part of the misses below.
struct Choice {
  Widths widths;
  double in_all = 0;
};

std::optional<Choice> choose(const std::vector<Window>& windows, double share, double lower_part) {
  Choice choice;
  for (const auto& window : windows) {
    const auto range = range_of(window, share, lower_part);
    if (!range) return std::nullopt;
    choice.widths.push_back({window.log_size, range->low, range->high});
    choice.in_all += (range->high + std::min(-range->low, window.root)) * window.root;
  }
  return choice;
}

Widths widths_of(const std::vector<Window>& windows, double share, std::span<const double> lower_parts) {
  std::optional<Choice> best;
  for (const double lower_part : lower_parts) {
    auto choice = choose(windows, share, lower_part);
    if (choice && (!best || choice->in_all < best->in_all)) best = std::move(choice);
  }
  return best ? std::move(best->widths) : Widths{};
}

domain::Shapes shapes_of(const std::vector<Window>& windows) {
  const std::size_t count = std::min(windows.size(), kMostShapes);
  domain::Shapes shapes;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& window = windows[count > 1 ? i * (windows.size() - 1) / (count - 1) : 0];
    domain::Shape shape{.log_size = window.log_size, .errors = {}};
    std::ranges::transform(domain::kKnotChances, shape.errors.begin(),
                           [&](double chance) { return quantile_of(window, chance); });
    shapes.push_back(shape);
  }
  return shapes;
}

}  // namespace

domain::Errors measure_errors(std::vector<Pair> pairs) {
  const auto windows = windows_of(pairs);
  // One choice for all windows, and none where pairs are few: it would be made by chance, and hold less than it says.
  const auto lower_parts = pairs.size() >= kUsualWindow ? std::span<const double>(kLowerParts) : kUsualPart;
  return {.of_80 = widths_of(windows, 0.80, lower_parts),
          .of_95 = widths_of(windows, 0.95, lower_parts),
          .shapes = shapes_of(windows)};
}

}  // namespace shelfcast::models
