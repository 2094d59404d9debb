// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ranking/nowcast.hpp"

#include "shelfcast/base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace shelfcast;

namespace {

constexpr std::size_t kWidth = 10;

/// A category of products that are expected to sell so many units a day each, half of them by now.
struct Today {
  std::vector<double> means;
  domain::Panel panel;
  domain::Running running;
  ranking::Cells cells;

  explicit Today(std::vector<double> daily) : means(std::move(daily)) {
    panel.categories.resize(1);
    for (const double mean : means) {
      panel.products.emplace_back();
      for (std::size_t day = 0; day < kWidth; ++day) cells.push_back({to_micro(mean), to_micro(mean * 10)});
    }
    running = {.days = 1, .sold = std::vector<domain::Expected>(means.size()), .elapsed = {0.5}};
  }
  void sell(std::size_t product, double units) { running.sold[product] = {to_micro(units), to_micro(units * 9)}; }
  void sell_as_expected() {
    for (std::size_t p = 0; p < means.size(); ++p) sell(p, means[p] / 2);
  }
  void nowcast() { ranking::nowcast(panel, running, kWidth, cells); }
  [[nodiscard]] double units(std::size_t product, std::size_t day) const {
    return static_cast<double>(cells[product * kWidth + day].units) / kMicro;
  }
};

}  // namespace

TEST_CASE("a day that goes as expected stays as it was forecast") {
  Today today({20, 20, 4});
  today.sell_as_expected();
  today.nowcast();
  CHECK(today.units(0, 0) == Approx(20));
  CHECK(today.units(2, 0) == Approx(4));
  CHECK(today.units(0, 1) == 20);
  CHECK(today.cells[0].amount ==
        to_micro(10 * 9 + 10 * 10));  // what was sold at its price, the rest at the planned one
}

TEST_CASE("a flash sale raises its product today and, less each day, the days after; the others stay") {
  Today today({20, 20, 20});
  today.sell_as_expected();
  today.sell(0, 80);
  today.nowcast();
  CHECK(today.units(0, 0) > 80 + 10);
  CHECK(today.units(0, 1) > 25);
  CHECK(today.units(0, 1) <= 40);
  CHECK(today.units(0, 2) < today.units(0, 1));
  CHECK(today.units(0, 8) == 20);
  CHECK(today.units(1, 0) == Approx(20));
  CHECK(today.units(1, 1) == 20);
}

TEST_CASE("a whole category that sells more raises also those of it that sell too little to tell") {
  Today today(std::vector<double>(200, 1.0));
  for (std::size_t p = 0; p < 200; ++p) today.sell(p, p % 2 == 0 ? 2 : 1);
  today.nowcast();
  CHECK(today.units(1, 1) > 1.2);
}

TEST_CASE("the running day is never expected to sell less than it sold already") {
  Today today({0, 0.1, 50});
  for (std::size_t p = 0; p < 3; ++p) today.sell(p, 7);
  today.nowcast();
  for (std::size_t p = 0; p < 3; ++p) CHECK(today.units(p, 0) >= 7);
}

TEST_CASE("a feed that says nothing of today changes nothing, and one that says little nearly nothing") {
  Today today({100, 100});
  SECTION("nothing") {
    today.nowcast();
    CHECK(today.units(0, 0) == 100);
  }
  SECTION("a tenth of it") {
    today.sell(0, 5);
    today.sell(1, 5);
    today.nowcast();
    CHECK(today.units(0, 0) + today.units(1, 0) == Approx(200).epsilon(0.02));
  }
  CHECK(today.units(1, 1) == 100);
}

TEST_CASE("what remains of ordinary days is foreseen no worse than by the forecast less what was sold") {
  Random draw(7, 1);
  double with = 0;
  double without = 0;
  double moved = 0;
  for (int day = 0; day < 50; ++day) {
    Today today(std::vector<double>(100, 3.0));
    for (std::size_t p = 0; p < 100; ++p) today.sell(p, static_cast<double>(draw.poisson(1.5)));
    const auto sold = today.running.sold;
    today.nowcast();
    double rest = 0;
    double foreseen = 0;
    double plain = 300;
    for (std::size_t p = 0; p < 100; ++p) {
      rest += static_cast<double>(draw.poisson(1.5));
      const double so_far = static_cast<double>(sold[p].units) / kMicro;
      foreseen += today.units(p, 0) - so_far;
      plain -= so_far;
      moved += std::abs(today.units(p, 1) - 3);
    }
    with += std::abs(foreseen - rest);
    without += std::abs(plain - rest);
  }
  CHECK(with < without);
  CHECK(moved / (50 * 300) < 0.005);  // of all that is expected of tomorrow
}
