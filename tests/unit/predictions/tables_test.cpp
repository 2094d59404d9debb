// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/tables.hpp"
#include "shelfcast/storage/files.hpp"
#include "shelfcast/telemetry/health.hpp"
#include "unit/predictions/small_cube.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <fstream>

using namespace shelfcast;
using namespace shelfcast::test;
using predictions::Tables;

namespace {

std::filesystem::path folder_of(const Folder& folder, std::string_view cycle = "DE-20251120-1") {
  return folder.path() / "DE" / cycle;
}

void flip_a_byte(const std::filesystem::path& file) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(1000);
  const char flipped = static_cast<char>(~stream.peek());
  stream.seekp(1000);
  stream.put(flipped);
}

/// As tables of one product were written before they said which ones are young: without the last byte of its row.
void write_without_youth(const std::filesystem::path& file) {
  constexpr std::size_t kVersionAt = 8;
  constexpr std::size_t kRowBytesAt = 24;
  constexpr std::size_t kDigestAt = 32;
  constexpr std::size_t kHeader = 48;
  auto bytes = storage::read_file(file).value();
  bytes.pop_back();
  const auto put = [&](std::size_t at, auto value) { std::memcpy(bytes.data() + at, &value, sizeof value); };
  std::uint64_t row_bytes = 0;
  std::memcpy(&row_bytes, bytes.data() + kRowBytesAt, sizeof row_bytes);
  put(kVersionAt, std::uint32_t{3});
  put(kRowBytesAt, row_bytes - 1);
  put(kDigestAt, fingerprint(std::string_view(bytes).substr(kHeader)));
  std::ofstream(file, std::ios::binary) << bytes;
}

telemetry::Condition health_of(std::string_view name) {
  const auto flags = telemetry::health();
  return std::ranges::find(flags, name, &telemetry::HealthFlag::name)->condition;
}

}  // namespace

TEST_CASE("a published table serves at once, and again after a restart, with all it was given") {
  const Folder folder;
  auto cube = small_cube();
  cube.products.back().young = true;
  REQUIRE(Tables::open(folder.path()).value()->publish(cube, kNow));
  const auto tables = Tables::open(folder.path()).value();
  const auto table = tables->current("DE");
  REQUIRE(table);
  CHECK(tables->marketplaces() == std::vector<std::string>{"DE"});
  CHECK(table->id() == "DE-20251120-1");
  CHECK(table->published() == kNow);
  CHECK(table->cube().time_zone == "Europe/Berlin");
  CHECK(table->cube().boundaries == cube.boundaries);
  CHECK(table->cube().receipt.seed == 7);
  CHECK(table->cube().categories[1].parent == CategoryId{1});
  CHECK(table->cube().products.back().seller_name == "Tech \"Store\"");
  CHECK(table->cube().products.back().young);
  CHECK_FALSE(table->cube().products.front().young);
  CHECK(table->products_of(0).count == 0);
  CHECK(table->products_of(1).count == 4);
  CHECK(table->products_of(3).first == 6);
}

TEST_CASE("a table that was published before products were called young is read, and calls none so") {
  const Folder folder;
  auto cube = small_cube();
  cube.products = {cube.products.front()};
  cube.products.front().young = true;
  cube.cells.resize(cube.boundaries.size() - 1);
  REQUIRE(Tables::open(folder.path()).value()->publish(cube, kNow));
  write_without_youth(folder_of(folder) / "cells.bin");
  const auto table = Tables::open(folder.path()).value()->current("DE");
  REQUIRE(table);
  REQUIRE(table->cube().products.size() == 1);
  CHECK(table->cube().products.front().seller_name == "Tech \"Store\"");
  CHECK_FALSE(table->cube().products.front().young);
  const Period day{date(2025, 11, 20), date(2025, 11, 20)};
  CHECK(table->product(0, day) == cube.cells[static_cast<std::size_t>(day.first - cube.boundaries.front())]);
}

TEST_CASE("any period between boundaries is summed exactly, for a product and for its category") {
  const Folder folder;
  const auto cube = small_cube();
  const auto table = Tables::open(folder.path()).value()->publish(cube, kNow).value();
  const Period week{date(2025, 11, 17), date(2025, 11, 23)};
  const std::size_t steps = cube.boundaries.size() - 1;
  const auto first = static_cast<std::size_t>(week.first - cube.boundaries.front());
  domain::Expected category;
  for (std::size_t product = 0; product < 4; ++product) {
    domain::Expected sum;
    for (std::size_t step = first; step < first + 7; ++step) sum += cube.cells[product * steps + step];
    CHECK(table->product(product, week) == sum);
    category += sum;
  }
  CHECK(table->category(1, week) == category);
  CHECK(table->category(0, week) == domain::Expected{});
  CHECK(table->covers(week));
  CHECK_FALSE(table->covers({date(2025, 11, 17), cube.boundaries.back()}));
  CHECK_FALSE(table->covers({date(2024, 12, 31), date(2025, 1, 1)}));
}

TEST_CASE("confidence is that of the bin of the amount, and absent where it was not measured") {
  const Folder folder;
  const auto table = Tables::open(folder.path()).value()->publish(small_cube(), kNow).value();
  CHECK(table->confidence(Frame::week, domain::Level::category, 99'999'999) == 0.5);
  CHECK(table->confidence(Frame::week, domain::Level::category, 100'000'000) == 0.89);
  CHECK_FALSE(table->confidence(Frame::year, domain::Level::category, 5));
}

TEST_CASE("publishing a cycle again leaves the same bytes and the same time") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  REQUIRE(tables->publish(small_cube(), kNow));
  const auto manifest = storage::read_file(folder_of(folder) / "manifest.json").value();
  const auto cells = storage::read_file(folder_of(folder) / "cells.bin").value();
  const auto again = tables->publish(small_cube(), kNow + 600).value();
  CHECK(again->published() == kNow);
  CHECK(storage::read_file(folder_of(folder) / "manifest.json") == manifest);
  CHECK(storage::read_file(folder_of(folder) / "cells.bin") == cells);
  CHECK(tables->kept("DE").size() == 1);
}

TEST_CASE("who holds a table reads on while the next one is published") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  const auto old = tables->publish(small_cube(), kNow).value();
  const Period day{date(2025, 11, 20), date(2025, 11, 20)};
  const auto before = old->product(0, day);
  auto other = small_cube();
  for (auto& cell : other.cells) cell.amount += 1;
  REQUIRE(tables->publish(other, kNow + 60));
  CHECK(old->product(0, day) == before);
  CHECK(tables->current("DE")->product(0, day).amount == before.amount + 1);
}

TEST_CASE("what a crash left half-written is neither served nor in the way") {
  const Folder folder;
  REQUIRE(Tables::open(folder.path()).value()->publish(small_cube(), kNow));
  const std::string next = "DE-20251120-2";
  std::filesystem::create_directories(folder.path() / "DE" / ("." + next + ".draft"));
  std::ofstream(folder.path() / "DE" / ("." + next + ".draft") / "cells.bin") << "half";
  std::filesystem::create_directories(folder_of(folder, next));
  std::ofstream(folder_of(folder, next) / "cells.bin") << "half";
  const auto tables = Tables::open(folder.path()).value();
  CHECK(tables->current("DE")->id() == "DE-20251120-1");
  CHECK(tables->kept("DE").size() == 1);
  REQUIRE(tables->publish(small_cube(next), kNow + 60));
  CHECK(Tables::open(folder.path()).value()->current("DE")->id() == next);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "DE" / ("." + next + ".draft")));
}

TEST_CASE("a table that was written but never made current does not serve") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  REQUIRE(tables->publish(small_cube(), kNow));
  std::filesystem::remove(folder.path() / "DE" / "current");
  CHECK_FALSE(Tables::open(folder.path()).value()->current("DE"));
}

TEST_CASE("a damaged current table gives way to the one before it, and health says so") {
  const Folder folder;
  {
    const auto tables = Tables::open(folder.path()).value();
    REQUIRE(tables->publish(small_cube(), kNow));
    REQUIRE(tables->publish(small_cube("DE-20251120-2"), kNow + 60));
  }
  flip_a_byte(folder_of(folder, "DE-20251120-2") / GENERATE("cells.bin", "manifest.json"));
  const auto tables = Tables::open(folder.path()).value();
  CHECK(tables->current("DE")->id() == "DE-20251120-1");
  CHECK(health_of("predictions DE") == telemetry::Condition::degraded);
  REQUIRE(tables->publish(small_cube("DE-20251120-2"), kNow + 120));
  CHECK(tables->current("DE")->id() == "DE-20251120-2");
  CHECK(health_of("predictions DE") == telemetry::Condition::ok);
}

TEST_CASE("the name of a marketplace cannot leave its folder") {
  const Folder folder;
  auto cube = small_cube("../../etc-20251120-1");
  cube.marketplace = GENERATE("../../etc", "a/b", ".", "..", "a b%", "\xC3\xBC", "current");
  const auto tables = Tables::open(folder.path() / "tables").value();
  REQUIRE(tables->publish(cube, kNow));
  CHECK(Tables::open(folder.path() / "tables").value()->current(cube.marketplace));
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a forecast that contradicts itself is not published") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  auto cube = small_cube();
  SECTION("cells missing") {
    cube.cells.pop_back();
  }
  SECTION("products out of order") {
    std::swap(cube.products[0], cube.products[1]);
  }
  SECTION("a category that is not listed") {
    cube.categories.pop_back();
  }
  SECTION("boundaries out of order") {
    std::swap(cube.boundaries[0], cube.boundaries[1]);
  }
  SECTION("no cycle") {
    cube.receipt.cycle.clear();
  }
  const auto refused = tables->publish(cube, kNow);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::invalid);
  CHECK_FALSE(tables->current("DE"));
}

TEST_CASE("a finished period finds the last table published before it began") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  REQUIRE(tables->publish(small_cube("DE-1"), kNow));
  REQUIRE(tables->publish(small_cube("DE-2"), kNow + 8 * kHour));
  REQUIRE(tables->publish(small_cube("DE-3"), kNow + 24 * kHour));
  CHECK_FALSE(tables->before("DE", kNow));
  CHECK(tables->before("DE", kNow + 1)->id() == "DE-1");
  CHECK(tables->before("DE", kNow + 24 * kHour)->id() == "DE-2");
  CHECK(tables->find("DE", "DE-2")->published() == kNow + 8 * kHour);
  CHECK_FALSE(tables->find("DE", "DE-4"));
}

TEST_CASE("the sweep keeps what was promised: the last table before each period") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  for (int cycle = 0; cycle < 6; ++cycle) {  // at 6:00, 14:00 and 22:00 UTC of two days
    REQUIRE(tables->publish(small_cube(fmt::format("DE-{}", cycle)), kNow + cycle * 8 * kHour));
  }
  const Instant later = kNow + 40 * kDaySeconds;
  CHECK(tables->sweep("DE", kNow + 20 * kDaySeconds, 30).value().empty());
  // 22:00 UTC is 23:00 in Berlin: DE-2 is the first day's last one, and DE-5 serves.
  CHECK(tables->sweep("DE", later, 30).value() == std::vector<std::string>{"DE-0", "DE-1", "DE-3", "DE-4"});
  CHECK(tables->sweep("DE", later, 30).value().empty());
  const auto reopened = Tables::open(folder.path()).value();
  CHECK(reopened->current("DE")->id() == "DE-5");
  CHECK(reopened->before("DE", at("2025-11-20T23:00:00Z"))->id() == "DE-2");
  CHECK(reopened->sweep("FR", later, 30).value().empty());
}

TEST_CASE("a table that was swept can be brought back for a day, and does not serve") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  const auto said = tables->publish(small_cube("DE-0"), kNow).value();
  for (int cycle = 1; cycle < 3; ++cycle)
    REQUIRE(tables->publish(small_cube(fmt::format("DE-{}", cycle)), kNow + cycle * kHour));
  const Instant later = kNow + 40 * kDaySeconds;
  REQUIRE(tables->sweep("DE", later, 30).value() == std::vector<std::string>{"DE-0", "DE-1"});
  const auto edition = tables->edition()->load();
  const auto back = tables->bring_back(small_cube("DE-0"), kNow, later).value();
  CHECK(back->digest() == said->digest());
  CHECK(back->published() == kNow);
  CHECK(tables->find("DE", "DE-0") == back);
  CHECK(tables->before("DE", kNow + 1) == back);
  CHECK(tables->current("DE")->id() == "DE-2");
  CHECK(tables->edition()->load() > edition);
  CHECK(tables->sweep("DE", later + kDaySeconds - 1, 30).value().empty());
  CHECK(tables->bring_back(small_cube("DE-0"), kNow, later).value() == back);
  CHECK(tables->sweep("DE", later + kDaySeconds, 30).value() == std::vector<std::string>{"DE-0"});
  CHECK(tables->find("DE", "DE-0") == nullptr);
}

TEST_CASE("a table is prepared whole before it serves, and the one before it serves on meanwhile") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  std::vector<std::pair<std::string, std::string>> seen;  // the next one, and the one that serves
  tables->prepare_with([&](const predictions::TablePtr& next) {
    const auto serving = tables->current("DE");
    seen.emplace_back(next->id(), serving ? serving->id() : "none");
    CHECK(next->covers({next->cube().boundaries.front(), next->cube().boundaries.back() - 1}));
  });
  REQUIRE(tables->publish(small_cube("DE-1"), kNow));
  REQUIRE(tables->publish(small_cube("DE-2"), kNow + kHour));
  CHECK(seen == std::vector<std::pair<std::string, std::string>>{{"DE-1", "none"}, {"DE-2", "DE-1"}});
  CHECK(tables->current("DE")->id() == "DE-2");
}

TEST_CASE("of tables that were brought back eight stand at once") {
  const Folder folder;
  const auto tables = Tables::open(folder.path()).value();
  REQUIRE(tables->publish(small_cube("DE-now"), kNow));
  for (int cycle = 0; cycle < 9; ++cycle)
    REQUIRE(tables->bring_back(small_cube(fmt::format("DE-{}", cycle)), kNow - 90 * kDaySeconds + cycle, kNow));
  CHECK(tables->kept("DE").size() == 9);
  CHECK(tables->find("DE", "DE-0") == nullptr);
  CHECK(tables->find("DE", "DE-1"));
  auto flawed = small_cube("DE-x");
  flawed.cells.pop_back();
  CHECK(tables->bring_back(flawed, kNow, kNow).error().code == Code::invalid);
  CHECK(tables->current("DE")->id() == "DE-now");
  // Another process does not know for how long: its first sweep takes all but the last one of that day.
  CHECK(Tables::open(folder.path()).value()->sweep("DE", kNow, 30).value().size() == 7);
}
