// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/exact_math.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace shelfcast::exact {
namespace {

constexpr double kLn2High = 6.93147180369123816490e-01;  // ln 2 in two parts, so that k * high is exact
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kLargestExponent = 709.7;
constexpr double kSmallestExponent = -708.0;
constexpr double kLog2E = 1.44269504088896338700;
constexpr std::size_t kLanes = 4;
using DoubleLanes = double __attribute__((vector_size(kLanes * sizeof(double))));
using IntegerLanes = std::int64_t __attribute__((vector_size(kLanes * sizeof(double))));
// Added to a number below 2^51 it leaves the nearest integer in the last bits.
constexpr double kRounder = 0x1.8p52;
constexpr double kHalfPiHigh = 1.57079632673412561417;  // pi/2 in three parts, likewise
constexpr double kHalfPiMiddle = 6.07710050630396597660e-11;
constexpr double kHalfPiLow = 2.02226624879595063154e-21;

/// Horner's rule, highest coefficient first.
template <std::size_t N>
double polynomial(double x, const std::array<double, N>& coefficients) {
  double sum = 0;
  for (const double c : coefficients) sum = sum * x + c;
  return sum;
}

constexpr std::array kExp{1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320,
                          1.0 / 5040,       1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      1.0 / 2};
constexpr std::array kAtanh{1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13,
                            1.0 / 11, 1.0 / 9,  1.0 / 7,  1.0 / 5,  1.0 / 3};
constexpr std::array kSin{1.0 / 355687428096000, -1.0 / 1307674368000, 1.0 / 6227020800, -1.0 / 39916800,
                          1.0 / 362880,          -1.0 / 5040,          1.0 / 120,        -1.0 / 6};
constexpr std::array kCos{1.0 / 20922789888000, -1.0 / 87178291200, 1.0 / 479001600, -1.0 / 3628800,
                          1.0 / 40320,          -1.0 / 720,         1.0 / 24,        -1.0 / 2};

double sin_small(double x) {
  return x + x * (x * x) * polynomial(x * x, kSin);
}
double cos_small(double x) {
  return 1 + x * x * polynomial(x * x, kCos);
}

/// exp(x) into `x` for -708 <= x <= 709.7, for one number or, where the types are vectors, for several side by side.
template <class Real, class Bits>
void exp_within(Real& x) {
  const Real shifted = x * kLog2E + kRounder;
  const Real k = shifted - kRounder;
  const Real rest = (x - k * kLn2High) - k * kLn2Low;
  Real series{};
  for (const double c : kExp) series = series * rest + c;
  const Real mantissa = 1.0 + (rest + rest * rest * series);
  // By 2^k in two steps, so that neither factor leaves the range of a double.
  // (The builtin, for std::bit_cast would return vectors, which an old CPU's calling convention has no place for.)
  const Bits power = __builtin_bit_cast(Bits, shifted) - std::bit_cast<std::int64_t>(kRounder);
  const Bits half = power >> 1;
  x = mantissa * __builtin_bit_cast(Real, (half + 1023) << 52) * __builtin_bit_cast(Real, (power - half + 1023) << 52);
}

/// sin(x + quarter_turns * pi/2)
double sin_shifted(double x, int quarter_turns) {
  const double n = std::floor(x / (kHalfPiHigh + kHalfPiMiddle) + 0.5);
  const double rest = ((x - n * kHalfPiHigh) - n * kHalfPiMiddle) - n * kHalfPiLow;
  switch ((static_cast<std::int64_t>(n) + quarter_turns) & 3) {
    case 0:
      return sin_small(rest);
    case 1:
      return cos_small(rest);
    case 2:
      return -sin_small(rest);
    default:
      return -cos_small(rest);
  }
}

}  // namespace

double exp(double x) {
  if (std::isnan(x)) return x;
  if (x > kLargestExponent) return std::numeric_limits<double>::infinity();
  if (x < kSmallestExponent) return 0;
  exp_within<double, std::int64_t>(x);
  return x;
}

void exp(std::span<double> values) {
  std::size_t i = 0;
  for (; i + kLanes <= values.size(); i += kLanes) {
    DoubleLanes lanes;
    std::memcpy(&lanes, &values[i], sizeof lanes);
    const auto outside = (lanes > kLargestExponent) | (lanes < kSmallestExponent) | (lanes != lanes);
    if ((outside[0] | outside[1] | outside[2] | outside[3]) != 0) {
      for (std::size_t j = i; j < i + kLanes; ++j) values[j] = exact::exp(values[j]);
      continue;
    }
    exp_within<DoubleLanes, IntegerLanes>(lanes);
    std::memcpy(&values[i], &lanes, sizeof lanes);
  }
  for (; i < values.size(); ++i) values[i] = exact::exp(values[i]);
}

double log(double x) {
  if (x == 0) return -std::numeric_limits<double>::infinity();
  if (!(x > 0)) return std::numeric_limits<double>::quiet_NaN();
  if (std::isinf(x)) return x;
  int k = 0;
  double mantissa = std::frexp(x, &k);  // exact
  if (mantissa < 0.70710678118654752440) {
    mantissa *= 2;
    --k;
  }
  const double s = (mantissa - 1) / (mantissa + 1);
  const double series = s * s * polynomial(s * s, kAtanh);
  return k * kLn2High + (2 * s + (2 * s * series + k * kLn2Low));
}

double log1p(double x) {
  if (std::abs(x) < 1e-5) return x - x * x / 2 + x * x * x / 3;
  return exact::log(1 + x);
}

double pow(double base, double exponent) {
  if (exponent == 0) return 1;
  if (base == 0) return 0;
  return exact::exp(exponent * exact::log(base));
}

double sin(double x) {
  return sin_shifted(x, 0);
}
double cos(double x) {
  return sin_shifted(x, 1);
}

}  // namespace shelfcast::exact
