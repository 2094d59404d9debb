// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/features/running.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;

namespace {

/// One product that sold ten units every day of four weeks: eight in the evening, two in the morning.
class Shop {
 public:
  Shop() {
    panel_.marketplace.id = {1};
    panel_.marketplace.time_zone = "Europe/Berlin";
    panel_.cut = day_of({2025, 6, 30});
    panel_.categories.resize(1);
    panel_.products.resize(1);
    panel_.products[0].product.id = {7};
    for (int back = 0; back < 28; ++back) {
      sell(panel_.cut - back, 10, 2);
      sell(panel_.cut - back, 20, 8);
    }
  }
  void sell(Day day, int hour, int units) {
    const std::string order = std::to_string(orders_++);
    const domain::Sale sale{.order = order,
                            .line = "1",
                            .product = {7},
                            .day = day,
                            .learnt = {static_cast<std::int64_t>(day.number) * kDaySeconds + hour * kHour},
                            .units = units * kMicro,
                            .amount = units * 500,
                            .second = static_cast<std::int32_t>(hour * kHour)};
    storage::Batch batch;
    REQUIRE(deltas_.merge({1}, std::span(&sale, 1), batch));
    REQUIRE(store_->commit(batch, "test"));
  }
  domain::Running at(std::string_view moment) {
    panel_.known_at = parse_instant(moment).value();
    return features::running_days(deltas_, panel_).value();
  }

 private:
  static std::unique_ptr<storage::Store> open(const std::filesystem::path& folder) {
    const auto families = deltas::families();
    return storage::Store::open(folder, families).value();
  }
  testing::TempFolder folder_;
  std::unique_ptr<storage::Store> store_ = open(folder_.path());
  deltas::Deltas deltas_{*store_};
  domain::Panel panel_;
  int orders_ = 0;
};

}  // namespace

TEST_CASE("the running day holds what was sold up to now, and the hours it usually takes") {
  Shop shop;
  shop.sell(day_of({2025, 7, 1}), 9, 3);
  shop.sell(day_of({2025, 7, 1}), 15, 4);
  const auto noon = shop.at("2025-07-01T10:00:00Z");  // 12 o'clock in Berlin
  CHECK(noon.days == 1);
  CHECK(noon.sold == std::vector<domain::Expected>{{3 * kMicro, 1500 * kMicroPerMinor}});
  CHECK(noon.elapsed[0] == Approx(0.2).margin(0.03));
  const auto late = shop.at("2025-07-01T21:00:00Z");
  CHECK(late.sold[0].units == 7 * kMicro);
  CHECK(late.elapsed[0] > 0.95);
}

TEST_CASE("days that are over but not known in full run as well") {
  Shop shop;
  shop.sell(day_of({2025, 7, 1}), 15, 4);
  shop.sell(day_of({2025, 7, 2}), 1, 1);
  const auto running = shop.at("2025-07-02T00:00:00Z");  // 2 o'clock in Berlin
  CHECK(running.days == 2);
  CHECK(running.sold ==
        std::vector<domain::Expected>{{4 * kMicro, 2000 * kMicroPerMinor}, {kMicro, 500 * kMicroPerMinor}});
  CHECK(running.elapsed[0] < 0.1);
}

TEST_CASE("nothing runs where the day after the cut has not begun") {
  Shop shop;
  const auto running = shop.at("2025-06-30T20:00:00Z");
  CHECK(running.days == 0);
  CHECK(running.sold.empty());
}
