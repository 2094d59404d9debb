// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/random.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <cmath>

namespace shelfcast {
namespace {

std::uint64_t finish(std::uint64_t z) {
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31U);
}

constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15ULL;

}  // namespace

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  return finish(finish(a + kGolden) ^ (b * kGolden + 1));
}

Random::Random(std::uint64_t seed, std::uint64_t stream) : key_(mix(seed, stream)) {}

std::uint64_t Random::next() {
  return finish(key_ + ++counter_ * kGolden);
}

double Random::uniform() {
  return (static_cast<double>(next() >> 12U) + 0.5) * 0x1p-52;
}

std::uint64_t Random::below(std::uint64_t bound) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(next()) * bound) >> 64U);
}

double Random::normal() {
  const double radius = std::sqrt(-2 * exact::log(uniform()));
  return radius * exact::cos(6.28318530717958647692 * uniform());
}

double Random::gamma(double shape) {
  // Marsaglia and Tsang; below 1 by the usual boost.
  if (shape < 1) {
    const double boost = exact::pow(uniform(), 1 / shape);
    return boost * gamma(shape + 1);
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = normal();
    const double v = (1 + c * x) * (1 + c * x) * (1 + c * x);
    if (v > 0 && exact::log(uniform()) < x * x / 2 + d - d * v + d * exact::log(v)) return d * v;
  }
}

std::uint64_t Random::poisson(double mean) {
  // Large means are split off by the gamma waiting time of their middle event (Ahrens and Dieter), small ones counted.
  std::uint64_t events = 0;
  while (mean > 30) {
    const auto middle = static_cast<std::uint64_t>(mean * 7 / 8);
    const double waited = gamma(static_cast<double>(middle));
    if (waited > mean) {
      std::uint64_t hits = 0;
      for (std::uint64_t i = 1; i < middle; ++i) hits += uniform() < mean / waited ? 1 : 0;
      return events + hits;
    }
    events += middle;
    mean -= waited;
  }
  const double limit = exact::exp(-mean);
  for (double product = uniform(); product > limit; product *= uniform()) ++events;
  return events;
}

}  // namespace shelfcast
