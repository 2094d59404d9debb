// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/exact_math.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace shelfcast::exact {
namespace {

constexpr double kLn2High = 6.93147180369123816490e-01;  // ln 2 in two parts, so that k * high is exact
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kLog2E = 1.44269504088896338700;
constexpr double kHalfPiHigh = 1.57079632673412561417;  // pi/2 in three parts, likewise
constexpr double kHalfPiMiddle = 6.07710050630396597660e-11;
constexpr double kHalfPiLow = 2.02226624879595063154e-21;

/// x * 2^power for results in the normal range.
double scale(double x, int power) {
  // In two steps, so that neither factor leaves the range of a double.
  const int half = power / 2;
  const auto two_to = [](int n) { return std::bit_cast<double>(static_cast<std::uint64_t>(n + 1023) << 52U); };
  return x * two_to(half) * two_to(power - half);
}

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
  if (x > 709.7) return std::numeric_limits<double>::infinity();
  if (x < -708.0) return 0;
  const double k = std::floor(x * kLog2E + 0.5);
  const double rest = (x - k * kLn2High) - k * kLn2Low;
  return scale(1 + (rest + rest * rest * polynomial(rest, kExp)), static_cast<int>(k));
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
