// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/segment_watch.hpp"

#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <string>

namespace shelfcast::monitor {
namespace {

constexpr int kSegments = 30;

/// Twelve weeks that are foreseen well: every week the whole marketplace is off together, and each segment a bit by
/// itself. The small segments sell a few units a week, the large ones thousands.
Segments healthy(std::uint64_t history, int weeks = 12, int biased = -1, double bias = 0) {
  Random random(17, history);
  Segments all{.marketplace = "DE", .currency = "EUR"};
  all.weeks.resize(static_cast<std::size_t>(weeks));
  std::vector<double> together;
  for (int week = 0; week < weeks; ++week) together.push_back(0.1 * random.normal());
  for (int s = 0; s < kSegments; ++s) {
    Segment segment{.subject = "category:" + std::to_string(s), .name = "C" + std::to_string(s), .weeks = {}};
    const double size = 4 * std::exp(s / 4.0);
    for (int week = 0; week < weeks; ++week) {
      const double foreseen = size * std::exp(0.1 * random.normal());
      const double mean = foreseen *
                          std::exp(together[static_cast<std::size_t>(week)] + 0.08 * random.normal() - 0.0032) *
                          (s == biased ? 1 + bias : 1);
      segment.weeks.push_back({foreseen, static_cast<double>(random.poisson(mean))});
      all.weeks[static_cast<std::size_t>(week)].foreseen += foreseen;
      all.weeks[static_cast<std::size_t>(week)].came += segment.weeks.back().came;
    }
    all.segments.push_back(std::move(segment));
  }
  return all;
}

}  // namespace

TEST_CASE("of two hundred marketplaces that are foreseen well none has a segment that is not") {
  for (std::uint64_t history = 0; history < 200; ++history) {
    const auto look = look_at(healthy(history), Instant{0});
    INFO("history " << history << (look.found.empty() ? "" : look.found[0].sentence));
    CHECK(look.rules == std::vector<std::string>{"segment-bias"});
    CHECK(look.found.empty());
  }
}

TEST_CASE("a category of which a third more is sold than foreseen is found, and which way it is off is said") {
  int found = 0;
  for (std::uint64_t history = 0; history < 50; ++history) {
    const auto look = look_at(healthy(history, 12, 20, 0.35), Instant{0});
    for (const auto& signal : look.found) {
      CHECK(signal.subject == "category:20");
      CHECK(signal.subject_name == "C20");
      CHECK(signal.sentence.find("% more was sold than was foreseen") != std::string::npos);
    }
    found += look.found.empty() ? 0 : 1;
  }
  CHECK(found >= 45);
  const auto less = look_at(healthy(1, 12, 20, -0.35), Instant{0});
  REQUIRE(less.found.size() == 1);
  CHECK(less.found[0].sentence.find(
            "% less was sold than was foreseen, against the whole marketplace, in the last 12 weeks.") !=
        std::string::npos);
}

TEST_CASE("a week in which everything sells twice is nobody's bias") {
  auto doubled = healthy(3);
  for (auto& segment : doubled.segments) segment.weeks[5].came *= 2;
  doubled.weeks[5].came *= 2;
  CHECK(look_at(doubled, Instant{0}).found.empty());
}

TEST_CASE("a bias that is sure but small is not told") {
  CHECK(look_at(healthy(4, 200, 29, 0.05), Instant{0}).found.empty());
}

TEST_CASE("of fewer than seven weeks nothing is judged") {
  CHECK(look_at(healthy(5, 6, 20, 1), Instant{0}).rules.empty());
  CHECK(look_at(Segments{.marketplace = "DE", .currency = "EUR"}, Instant{0}).rules.empty());
}

}  // namespace shelfcast::monitor
