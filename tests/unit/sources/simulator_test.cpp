// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/simulator.hpp"
#include "support/temp_folder.hpp"

#include "unit/sources/simulated_sales.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace shelfcast;
using namespace shelfcast::sources;
namespace fs = std::filesystem;

namespace {

using Folder = shelfcast::testing::TempFolder;

SimulationOptions small_shop(const fs::path& out) {
  return {.out = out,
          .end = day_of({2025, 6, 30}),
          .days = 120,
          .categories = 12,
          .products = 150,
          .sellers = 10,
          .lines = 15'000};
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) names.insert(fs::relative(entry.path(), folder).string());
  }
  return names;
}

}  // namespace

TEST_CASE("the same options give the same bytes, another seed gives others") {
  const Folder folder;
  auto options = small_shop(folder.path() / "a");
  REQUIRE(simulate(options, {}));
  options.out = folder.path() / "b";
  REQUIRE(simulate(options, {}));
  const auto names = files_in(folder.path() / "a");
  REQUIRE(names == files_in(folder.path() / "b"));
  for (const auto& name : names) {
    CAPTURE(name);
    CHECK(bytes_of(folder.path() / "a" / name) == bytes_of(folder.path() / "b" / name));
  }
  options.seed = 2;
  REQUIRE(simulate(options, {}));
  CHECK(bytes_of(folder.path() / "a/truth/demand.csv") != bytes_of(folder.path() / "b/truth/demand.csv"));
}

TEST_CASE("as many lines are sold as were asked for, from the first day to the last") {
  const Folder folder;
  auto options = small_shop(folder.path());
  options.lines = 60'000;
  const auto summary = simulate(options, {});
  REQUIRE(summary);
  CHECK(std::abs(static_cast<double>(summary->lines) / 60'000 - 1) < 0.03);
  const auto sales = read_simulated_sales(folder.path());
  CHECK(sales.first == day_of({2025, 3, 3}));
  CHECK(sales.last == options.end);
  CHECK(sales.truth_until == options.end + kTruthDaysAhead);
  CHECK(sales.products.size() == 150);
}

TEST_CASE("nothing is sold of a product that is not on sale") {
  const Folder folder;
  REQUIRE(simulate(small_shop(folder.path()), {}));
  CHECK(read_simulated_sales(folder.path()).units_off_sale == 0);
}

TEST_CASE("every line of a month finds its order in the same month's file") {
  const Folder folder;
  REQUIRE(simulate(small_shop(folder.path()), {}));
  CHECK(read_simulated_sales(folder.path()).lines_without_order == 0);
}

TEST_CASE("late, doubled, returned, cancelled and broken rows occur in a small simulation too") {
  const Folder folder;
  const auto summary = simulate(small_shop(folder.path()), {});
  REQUIRE(summary);
  CHECK(summary->late_lines > 0);
  CHECK(summary->duplicate_lines > 0);
  CHECK(summary->returned_lines > 0);
  CHECK(summary->cancelled_transactions > 0);
  CHECK(summary->malformed_rows >= 6);
  std::string lines;
  std::string orders;
  for (const auto* month : {"2025-03", "2025-04", "2025-05", "2025-06"}) {
    lines += bytes_of(folder.path() / (std::string("transaction_products-") + month + ".csv"));
    orders += bytes_of(folder.path() / (std::string("transactions-") + month + ".csv"));
  }
  for (const auto* defect : {",two,", ",-", ",999999999,", "s\xc3(ld", ",sold\n"}) {
    CAPTURE(defect);
    CHECK(lines.find(defect) != std::string::npos);
  }
  CHECK(orders.find(",2099-") != std::string::npos);
}

TEST_CASE("a folder that holds something else is refused and left as it was") {
  const Folder folder;
  std::ofstream(folder.path() / "thesis.txt") << "years of work";
  const auto refused = simulate(small_shop(folder.path()), {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::conflict);
  CHECK(files_in(folder.path()) == std::set<std::string>{"thesis.txt"});
}

TEST_CASE("a new simulation replaces an earlier one, months that it does not reach included") {
  const Folder folder;
  REQUIRE(simulate(small_shop(folder.path()), {}));
  auto shorter = small_shop(folder.path());
  shorter.days = 40;
  REQUIRE(simulate(shorter, {}));
  CHECK_FALSE(fs::exists(folder.path() / "transactions-2025-04.csv"));
  CHECK(fs::exists(folder.path() / "transactions-2025-06.csv"));
}

TEST_CASE("an option out of range is named and nothing is written") {
  const Folder folder;
  auto options = small_shop(folder.path() / "out");
  options.days = -3;
  const auto refused = simulate(options, {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().text() == "days: must lie between 28 and 3660");
  CHECK_FALSE(fs::exists(options.out));
}

TEST_CASE("zero days, the top tenth and dispersion lie within a fifth of a real retailer's") {
  const auto real = measure_m5();
  if (!real) {
    WARN("SKIPPED: no m5 data in SHELFCAST_DATA or ../shared/data");
    return;
  }
  const Folder folder;
  const SimulationOptions options{.out = folder.path(),
                                  .end = day_of({2025, 6, 30}),
                                  .days = 365,
                                  .categories = 40,
                                  .products = 1000,
                                  .sellers = 40,
                                  .lines = 320'000};
  REQUIRE(simulate(options, {}));
  const auto simulated = measure(read_simulated_sales(folder.path()));
  CAPTURE(real->zero_days, real->top_tenth, real->dispersion, simulated.zero_days, simulated.top_tenth,
          simulated.dispersion);
  CHECK(std::abs(simulated.zero_days / real->zero_days - 1) < 0.2);
  CHECK(std::abs(simulated.top_tenth / real->top_tenth - 1) < 0.2);
  CHECK(std::abs(simulated.dispersion / real->dispersion - 1) < 0.2);
}

TEST_CASE("faults change the last week, are told beside the truth, and leave everything before as it was") {
  const Folder folder;
  auto options = small_shop(folder.path() / "usual");
  options.lines = 60'000;
  REQUIRE(simulate(options, {}));
  options.out = folder.path() / "faulty";
  options.faults = 3;
  REQUIRE(simulate(options, {}));

  const auto told = bytes_of(folder.path() / "faulty/truth/faults.csv");
  CHECK(told.starts_with("kind,subject,from,to,sigma\n"));
  for (const std::string kind : {"category-shift", "price-mistake", "broken-rows", "missing-prices", "missing-day"}) {
    CAPTURE(kind);
    CHECK(told.find(kind + ",") != std::string::npos);
  }
  CHECK(!fs::exists(folder.path() / "usual/truth/faults.csv"));
  const auto same = [&](const std::string& file) {
    return bytes_of(folder.path() / "usual" / file) == bytes_of(folder.path() / "faulty" / file);
  };
  CHECK(same("transactions-2025-05.csv"));
  CHECK(same("transaction_products-2025-04.csv"));
  CHECK(!same("transaction_products-2025-06.csv"));
  CHECK(!same("price_history.csv"));

  REQUIRE(simulate(options = small_shop(folder.path() / "faulty"), {}));  // another one in its place has none
  CHECK(!fs::exists(folder.path() / "faulty/truth/faults.csv"));
}

TEST_CASE("each fault is at least four standard deviations off") {
  const Folder folder;
  auto options = small_shop(folder.path());
  options.lines = 60'000;
  options.faults = GENERATE(1, 2, 3);
  REQUIRE(simulate(options, {}));
  std::ifstream told(folder.path() / "truth/faults.csv");
  std::string line;
  std::getline(told, line);
  int faults = 0;
  while (std::getline(told, line)) {
    CAPTURE(line);
    CHECK(std::stod(line.substr(line.rfind(',') + 1)) >= 4);
    ++faults;
  }
  CHECK(faults >= 4);
}

TEST_CASE("what hardly sells cannot lose so much that it would be seen, and is not made to") {
  const Folder folder;
  auto options = small_shop(folder.path());
  options.products = 1'000;
  options.lines = 100'000;
  options.faults = GENERATE(1, 2, 3);
  REQUIRE(simulate(options, {}));
  const auto demand = bytes_of(folder.path() / "truth/demand.csv");
  const auto days = [&](const std::string& product) {
    std::istringstream row(demand.substr(demand.find("\n" + product + ",") + 1 + product.size() + 1));
    std::vector<double> means;
    for (std::string mean; means.size() < static_cast<std::size_t>(options.days) && std::getline(row, mean, ',');)
      means.push_back(std::stod(mean));
    return means;
  };
  std::istringstream told(bytes_of(folder.path() / "truth/faults.csv"));
  const std::string of_drop = "demand-drop,product:";
  int drops = 0;
  for (std::string line; std::getline(told, line);) {
    if (!line.starts_with(of_drop)) continue;
    CAPTURE(line);
    const auto means = days(line.substr(of_drop.size(), line.find(',', of_drop.size()) - of_drop.size()));
    CHECK(std::accumulate(means.end() - 14, means.end() - 7, 0.0) > 10);
    ++drops;
  }
  CHECK(drops > 0);
}

TEST_CASE("of the day that is missing only late corrections are told, on the two before it rows that cannot be read") {
  const Folder folder;
  auto options = small_shop(folder.path());
  options.lines = 60'000;
  options.faults = 3;
  REQUIRE(simulate(options, {}));
  const auto orders = bytes_of(folder.path() / "transactions-2025-06.csv");
  const auto told_of = [&](const std::string& day) {
    std::size_t count = 0;
    for (auto at = orders.find("," + day); at != std::string::npos; at = orders.find("," + day, at + 1)) ++count;
    return count;
  };
  CHECK(told_of("2025-06-28T") < told_of("2025-06-27T") / 5);
  const auto lines = bytes_of(folder.path() / "transaction_products-2025-06.csv");
  CHECK(lines.find(",two,") != std::string::npos);
  CHECK(lines.find(",,,sold,2025-06-27") != std::string::npos);
}
