// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/exact_math.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace shelfcast;

TEST_CASE("the exact functions agree with the library's to a few units in the last place") {
  Random random(1, 1);
  for (int i = 0; i < 100'000; ++i) {
    const double x = (random.uniform() - 0.5) * 1000;
    REQUIRE(exact::exp(x / 2) == Approx(std::exp(x / 2)).epsilon(1e-15));
    REQUIRE(exact::log(std::abs(x) + 1e-12) == Approx(std::log(std::abs(x) + 1e-12)).epsilon(1e-15).margin(1e-15));
    REQUIRE(exact::sin(x) == Approx(std::sin(x)).margin(1e-14));
    REQUIRE(exact::cos(x) == Approx(std::cos(x)).margin(1e-14));
  }
}

TEST_CASE("the exact functions answer at the ends of their range") {
  CHECK(exact::exp(0) == 1);
  CHECK(exact::exp(-1000) == 0);
  CHECK(std::isinf(exact::exp(1000)));
  CHECK(exact::log(1) == 0);
  CHECK(std::isinf(exact::log(0)));
  CHECK(std::isnan(exact::log(-1)));
  CHECK(exact::pow(2, 10) == Approx(1024).epsilon(1e-14));
  CHECK(exact::pow(0, 2) == 0);
}

TEST_CASE("many exponentials at once have the bits of each alone") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  std::vector<double> values{0.0, -0.0, 709.7, 709.8, -708, -708.1, kInfinity, -kInfinity, 1e-300, 0.34657359027997264};
  Random random(2, 1);
  for (int i = 0; i < 10'001; ++i) values.push_back((random.uniform() - 0.5) * 1500);
  const auto before = values;
  exact::exp(values);
  for (std::size_t i = 0; i < values.size(); ++i) REQUIRE(values[i] == exact::exp(before[i]));
  std::vector<double> unknown(4, std::nan(""));
  exact::exp(unknown);
  CHECK(std::isnan(unknown[3]));
}

TEST_CASE("the same seed draws the same bits, whatever the machine") {
  std::string drawn;
  Random random(42, 7);
  for (int i = 0; i < 1000; ++i) {
    drawn += std::to_string(random.next()) + std::to_string(random.poisson(3.5)) + std::to_string(random.poisson(200));
    drawn += std::to_string(static_cast<std::int64_t>(random.normal() * 1e12));
    drawn += std::to_string(static_cast<std::int64_t>(random.gamma(0.4) * 1e12));
  }
  CHECK(hex(fingerprint(drawn)) == "c0cd654bf1a5261d");
}

TEST_CASE("draws have the mean and the variance of what they are named after") {
  Random random(3, 0);
  constexpr int kDraws = 200'000;
  const auto moments = [&](auto draw) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < kDraws; ++i) {
      const auto x = static_cast<double>(draw());
      sum += x;
      squares += x * x;
    }
    const double mean = sum / kDraws;
    return std::pair(mean, squares / kDraws - mean * mean);
  };
  const auto check = [&](std::pair<double, double> got, double mean, double variance) {
    CHECK(got.first == Approx(mean).epsilon(0.02).margin(0.01));
    CHECK(got.second == Approx(variance).epsilon(0.03));
  };
  check(moments([&] { return random.normal(); }), 0, 1);
  check(moments([&] { return random.gamma(2.5); }), 2.5, 2.5);
  check(moments([&] { return random.gamma(0.3); }), 0.3, 0.3);
  check(moments([&] { return random.poisson(0.7); }), 0.7, 0.7);
  check(moments([&] { return random.poisson(120); }), 120, 120);
  check(moments([&] { return random.below(10); }), 4.5, 8.25);
}
