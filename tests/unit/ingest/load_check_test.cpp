// SPDX-License-Identifier: Apache-2.0
#include "ingest/load_check.hpp"

#include "ingest/breaker.hpp"
#include "ingest/catalogue_chunk.hpp"

#include <catch2/catch.hpp>

#include <functional>

using namespace shelfcast;
using domain::LoadProfile;

namespace {

const LoadProfile kUsual{.lines = 1000,
                         .unreadable = 2,
                         .without_price = 0,
                         .days = 1,
                         .units = 2000 * kMicro,
                         .amount = 3'000'000,
                         .sold_products = 200,
                         .known_products = 198,
                         .told_products = 300,
                         .price_jumps = 1,
                         .categories_before = 20,
                         .new_categories = 0};
const std::vector<LoadProfile> kEarlier(5, kUsual);

}  // namespace

TEST_CASE("a load like the others is let in, however many days it holds") {
  CHECK(ingest::check_load(kUsual, kEarlier).empty());
  auto week = kUsual;
  week.lines *= 7;
  week.units *= 7;
  week.amount *= 7;
  week.days = 7;
  CHECK(ingest::check_load(week, kEarlier).empty());
}

TEST_CASE("each way in which a load may be broken is named with both numbers") {
  using Break = std::function<void(LoadProfile&)>;
  const auto [what, break_it] = GENERATE(table<std::string, Break>({
      {"rows_a_day", [](LoadProfile& load) { load.days = 20; }},
      {"money_a_line", [](LoadProfile& load) { load.amount *= 100; }},
      {"units_a_line", [](LoadProfile& load) { load.units *= 1000; }},
      {"unreadable_rows", [](LoadProfile& load) { load.unreadable = 900; }},
      {"missing_prices", [](LoadProfile& load) { load.without_price = 500; }},
      {"unknown_products", [](LoadProfile& load) { load.known_products = 3; }},
      {"price_jumps", [](LoadProfile& load) { load.price_jumps = 290; }},
      {"new_categories", [](LoadProfile& load) { load.new_categories = 15; }},
  }));
  auto load = kUsual;
  break_it(load);
  const auto findings = ingest::check_load(load, kEarlier);
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().what == what);
  CHECK(findings.front().sentence.find("median") != std::string::npos);
}

TEST_CASE("too few earlier loads, and too few rows, say nothing") {
  auto odd = kUsual;
  odd.amount *= 100;
  CHECK(ingest::check_load(odd, std::vector<LoadProfile>(2, kUsual)).empty());
  odd.lines = 10;
  odd.unreadable = 0;
  CHECK(ingest::check_load(odd, kEarlier).empty());
}

TEST_CASE("a source that fails three times is left alone, longer each time, until it answers") {
  ingest::Breakers breakers;
  const Instant now{1'000'000};
  for (int i = 0; i < 2; ++i) breakers.failed("shop", now);
  CHECK_FALSE(breakers.left_alone("shop", now));
  breakers.failed("shop", now);
  CHECK(breakers.left_alone("shop", now) == now + 60);
  CHECK_FALSE(breakers.left_alone("shop", now + 60));
  CHECK_FALSE(breakers.left_alone("other", now));
  breakers.failed("shop", now);
  CHECK(breakers.left_alone("shop", now) == now + 120);
  for (int i = 0; i < 20; ++i) breakers.failed("shop", now);
  CHECK(breakers.left_alone("shop", now) == now + kHour);
  breakers.reached("shop");
  CHECK_FALSE(breakers.left_alone("shop", now));
}

TEST_CASE("pauses grow, and two sources do not pause alike") {
  CHECK(ingest::pause_before(0, 1) >= std::chrono::milliseconds(250));
  CHECK(ingest::pause_before(0, 1) <= std::chrono::milliseconds(500));
  CHECK(ingest::pause_before(3, 1) >= std::chrono::milliseconds(2000));
  CHECK(ingest::pause_before(0, 1) != ingest::pause_before(0, 2));
}

TEST_CASE("rows of the catalogue come out of the queue as they went in") {
  const sources::Moment instant = Instant{1'700'000'000};
  const sources::Moment day = Day{20'000};
  const std::vector<sources::CatalogueRows> all{
      std::vector<sources::RawSeller>{{1, "S1", "Ada's", instant}, {2, "S2", "", std::nullopt}},
      std::vector<sources::RawCategory>{{1, "C1", "Garden", "C0", day}},
      std::vector<sources::RawProduct>{{3, "P1", "Spade", "C1", "S1", 1999, day, instant},
                                       {4, "P2", "Rake", "C1", "S1", 999, day, instant, 450}},
      std::vector<sources::RawPrice>{{4, "P1", instant, 1799, std::nullopt}},
      std::vector<sources::RawPromotion>{{5, "P1", day, day, 0.2, std::nullopt}},
      std::vector<sources::RawHoliday>{{6, Day{20'001}, "Easter", day}},
      std::vector<sources::RawStock>{{7, "P1", day, false, instant},
                                     {8, "P1", instant, true, std::nullopt, 17 * kMicro}},
      std::vector<sources::RawMonth>{{9, "C1", Day{19'000}, 12'500'000, instant}},
  };
  for (const auto& rows : all) {
    const auto payload = ingest::encode(ingest::CatalogueChunk{"shop", rows});
    CHECK(ingest::holds_catalogue(payload));
    const auto back = ingest::read_catalogue_chunk(payload).value();
    CHECK(back.source == "shop");
    CHECK(ingest::encode(back) == payload);
    CHECK(back.rows.index() == rows.index());
    for (std::size_t length = 0; length + 1 < payload.size(); ++length) {
      const auto cut = ingest::read_catalogue_chunk(std::string_view(payload).substr(0, length));
      if (cut) CHECK(ingest::encode(*cut).size() <= length);
    }
  }
  const auto products = ingest::read_catalogue_chunk(ingest::encode(ingest::CatalogueChunk{"shop", all[2]})).value();
  CHECK(std::get<std::vector<sources::RawProduct>>(products.rows).back().cost == 450);
  const auto promotion = ingest::read_catalogue_chunk(ingest::encode(ingest::CatalogueChunk{"shop", all[4]})).value();
  CHECK(std::get<std::vector<sources::RawPromotion>>(promotion.rows).front().discount == 0.2);
}

TEST_CASE("rows that an earlier version had queued are read without costs and levels") {
  const std::vector<sources::RawStock> rows{{7, "P1", Day{20'000}, true, std::nullopt, 17 * kMicro}};
  auto payload = ingest::encode(ingest::CatalogueChunk{"shop", rows});
  const auto level = payload.size() - 5;  // a flag and four bytes of 17 millions
  payload.resize(level);
  payload.front() = 2;
  REQUIRE(ingest::holds_catalogue(payload));
  const auto back = ingest::read_catalogue_chunk(payload).value();
  const auto& stock = std::get<std::vector<sources::RawStock>>(back.rows);
  REQUIRE(stock.size() == 1);
  CHECK(stock.front().product_key == "P1");
  CHECK(stock.front().in_stock);
  CHECK(!stock.front().level);
}
