// SPDX-License-Identifier: Apache-2.0
#include "ranking/chances.hpp"

#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/base/random.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

namespace shelfcast::ranking {
namespace {

using domain::Chance;
using domain::kTops;

constexpr std::size_t kNormals = 4096;
constexpr unsigned kNormalBits = 12;
constexpr unsigned kNormalsANumber = 64 / kNormalBits;

/// Acklam's rational approximation of the normal quantile, good to 1e-9 of its size, for p up to 1/2.
double lower_quantile(double p) {
  constexpr std::array a{-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                         1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
  constexpr std::array b{-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
                         -1.328068155288572e+01};
  constexpr std::array c{-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                         -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
  constexpr std::array d{7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00};
  const auto polynomial = [](const auto& factors, double x) {
    return std::accumulate(factors.begin(), factors.end(), 0.0, [x](double sum, double f) { return sum * x + f; });
  };
  constexpr double kTail = 0.02425;
  if (p < kTail) {
    const double q = std::sqrt(-2 * exact::log(p));
    return polynomial(c, q) / (polynomial(d, q) * q + 1);
  }
  const double q = p - 0.5;
  const double r = q * q;
  return polynomial(a, r) * q / (polynomial(b, r) * r + 1);
}

/// The middles of 4,096 slices of equal chance: one of them by lot is a normal number.
const std::array<float, kNormals>& normals() {
  static const auto table = [] {
    std::array<float, kNormals> values{};
    for (std::size_t i = 0; i < kNormals / 2; ++i) {
      const double quantile = lower_quantile((static_cast<double>(i) + 0.5) / kNormals);
      values[i] = static_cast<float>(quantile);
      values[kNormals - 1 - i] = static_cast<float>(-quantile);
    }
    return values;
  }();
  return table;
}

/// How often a number lies nearer, by chance, to a knot than to any other.
constexpr Spread kNearKnot = [] {
  const auto& chances = domain::kKnotChances;
  Spread near{};
  double below = 0;
  for (std::size_t k = 0; k < near.size(); ++k) {
    const double middle = k + 1 < near.size() ? (chances[k] + chances[k + 1]) / 2 : 1;
    near[k] = middle - below;
    below = middle;
  }
  return near;
}();

double variance(const Spread& row) {
  double mean = 0;
  double square = 0;
  for (std::size_t k = 0; k < row.size(); ++k) {
    mean += kNearKnot[k] * row[k];
    square += kNearKnot[k] * row[k] * row[k];
  }
  return std::max(square - mean * mean, 0.0);
}

/// From a normal number to an amount: at the knots of its spread a row comes to these, beyond them to the outermost.
struct Course {
  std::array<float, std::tuple_size_v<Spread>> at_knot;

  explicit Course(const Spread& row) : at_knot{} {
    std::ranges::transform(row, at_knot.begin(), [](double amount) { return static_cast<float>(amount); });
  }
  [[nodiscard]] float at(float z) const {
    constexpr auto kLast = static_cast<float>(std::tuple_size_v<Spread> - 1);
    constexpr auto kPerUnit = static_cast<float>(1 / domain::kKnotStep);
    const float place = std::clamp((z - static_cast<float>(domain::kFirstKnot)) * kPerUnit, 0.0F, kLast);
    const auto below = std::min(static_cast<std::size_t>(place), at_knot.size() - 2);
    const float part = place - static_cast<float>(below);
    const float amount = at_knot[below] + part * (at_knot[below + 1] - at_knot[below]);
    return amount > 0 ? amount : 0.0F;  // never -0, whose bits are large
  }
};

/// Counts of ranks: each of the first 64 by itself, then in bins a twentieth wide.
class RankBins {
 public:
  explicit RankBins(std::size_t rows) {
    for (std::uint32_t rank = 1; rank <= rows;) {
      first_.push_back(rank);
      rank += rank < kExact ? 1 : std::max(1U, rank / 20);
    }
    of_rank_.resize(rows);
    for (std::size_t bin = 0; bin < first_.size(); ++bin)
      for (std::size_t rank = first_[bin]; rank <= rows && (bin + 1 == first_.size() || rank < first_[bin + 1]); ++rank)
        of_rank_[rank - 1] = static_cast<std::uint16_t>(bin);
    counts_.resize(rows * first_.size());
  }

  void count(std::size_t row, std::size_t rank_from_0) { ++counts_[row * first_.size() + of_rank_[rank_from_0]]; }

  [[nodiscard]] Chance chance(std::size_t row, std::size_t draws) const {
    constexpr std::size_t kTenThousand = 10'000;
    Chance chance;
    std::size_t seen = 0;
    for (std::size_t bin = 0; bin < first_.size(); ++bin) {
      seen += counts_[row * first_.size() + bin];
      for (std::size_t i = 0; i < kTops.size(); ++i)
        if (first_[bin] <= kTops[i]) chance.top[i] = static_cast<std::uint16_t>(seen * kTenThousand / draws);
      if (chance.rank_low == 0 && seen * 10 >= draws) chance.rank_low = first_[bin];
      if (chance.rank_high == 0 && seen * 10 >= draws * 9) chance.rank_high = last_of(bin);
    }
    return chance;
  }

 private:
  static constexpr std::uint32_t kExact = 64;

  [[nodiscard]] std::uint32_t last_of(std::size_t bin) const {
    return bin + 1 < first_.size() ? first_[bin + 1] - 1 : static_cast<std::uint32_t>(of_rank_.size());
  }

  std::vector<std::uint32_t> first_;    // rank of each bin
  std::vector<std::uint16_t> of_rank_;  // its bin
  std::vector<std::uint16_t> counts_;   // by row and bin
};

/// Sorts rows by their upper 32 bits, rows in ascending order before: digit by digit, several times as fast as by
/// comparisons.
class DigitSort {
 public:
  explicit DigitSort(std::size_t rows) : spare_(rows) {}

  void operator()(std::vector<std::uint64_t>& order) {
    for (unsigned digit = 0; digit < kDigits; ++digit) {
      const unsigned shift = 32 + digit * kBits;
      std::array<std::uint32_t, std::size_t{1} << kBits> ends{};
      for (const std::uint64_t row : order) ++ends[(row >> shift) % ends.size()];
      std::exclusive_scan(ends.begin(), ends.end(), ends.begin(), 0U);
      for (const std::uint64_t row : order) spare_[ends[(row >> shift) % ends.size()]++] = row;
      order.swap(spare_);
    }
  }

 private:
  static constexpr unsigned kBits = 11;
  static constexpr unsigned kDigits = 3;

  std::vector<std::uint64_t> spare_;
};

}  // namespace

double shock_of(std::span<const Spread> rows, const Spread& sum) {
  double variances = 0;
  double deviations = 0;
  for (const auto& row : rows) {
    const double of_row = variance(row);
    variances += of_row;
    deviations += std::sqrt(of_row);
  }
  const double between = deviations * deviations - variances;
  if (between <= 0) return 0;
  return std::clamp((variance(sum) - variances) / between, 0.0, 1.0);
}

std::vector<Chance> chances_of(std::span<const Spread> rows, const Draws& draws) {
  const std::vector<Course> courses(rows.begin(), rows.end());
  const auto& normal = normals();
  const auto common = static_cast<float>(std::sqrt(draws.shock));
  const auto own = static_cast<float>(std::sqrt(1 - draws.shock));
  RankBins bins(rows.size());
  constexpr std::size_t kFewRows = 500;  // are faster compared than counted
  DigitSort by_digits(rows.size());
  std::vector<std::uint64_t> order(rows.size());  // amount, turned round, above the row: ascending is best first
  for (std::size_t draw = 0; draw < draws.count; ++draw) {
    Random random(draws.seed, mix(draws.stream, draw));
    const float shock = common * normal[random.next() % kNormals];
    std::uint64_t bits = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      bits = row % kNormalsANumber == 0 ? random.next() : bits >> kNormalBits;
      const float amount = courses[row].at(shock + own * normal[bits % kNormals]);
      order[row] = (std::uint64_t{~std::bit_cast<std::uint32_t>(amount)} << 32U) | row;
    }
    if (rows.size() < kFewRows) {
      std::ranges::sort(order);
    } else {
      by_digits(order);
    }
    for (std::size_t rank = 0; rank < order.size(); ++rank) bins.count(order[rank] & 0xFFFFFFFFU, rank);
  }
  std::vector<Chance> chances;
  chances.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) chances.push_back(bins.chance(row, draws.count));
  return chances;
}

}  // namespace shelfcast::ranking
