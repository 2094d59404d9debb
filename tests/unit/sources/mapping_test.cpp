// SPDX-License-Identifier: Apache-2.0
#include "sources/mapping.hpp"

#include "shelfcast/sources/files.hpp"
#include "sources/line_numbers.hpp"
#include "sources/pattern.hpp"
#include "support/temp_folder.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <fstream>

using namespace shelfcast;
using Catch::Matchers::Contains;

namespace {

/// Writes down what a source tells, as sentences.
class Notebook final : public sources::Sink {
 public:
  Result<void> marketplace(const domain::Marketplace&) override { return {}; }
  Result<void> catalogue(std::string_view, sources::CatalogueRows rows) override {
    if (const auto* products = std::get_if<std::vector<sources::RawProduct>>(&rows)) {
      for (const auto& row : *products)
        told.push_back(fmt::format("product {} in {} of {}", row.key, row.category_key, row.seller_key));
    }
    if (const auto* prices = std::get_if<std::vector<sources::RawPrice>>(&rows)) {
      for (const auto& row : *prices) {
        told.push_back(fmt::format("price {} from {} {}", row.product_key, format_day(std::get<Day>(row.from)),
                                   format_minor(row.price)));
      }
    }
    if (const auto* states = std::get_if<std::vector<sources::RawStock>>(&rows)) {
      for (const auto& row : *states) {
        told.push_back(fmt::format("{} is {} from {}", row.product_key, row.in_stock ? "there" : "out of stock",
                                   format_day(std::get<Day>(row.from))));
      }
    }
    if (const auto* months = std::get_if<std::vector<sources::RawMonth>>(&rows)) {
      for (const auto& row : *months)
        told.push_back(
            fmt::format("{} sold {} in {:.7}", row.category_key, format_micro(row.units), format_day(row.day)));
    }
    if (const auto* days = std::get_if<std::vector<sources::RawHoliday>>(&rows)) {
      for (const auto& row : *days) told.push_back(fmt::format("{} is {}", format_day(row.day), row.name));
    }
    return {};
  }
  Result<void> line(const sources::RawLine& line) override {
    const auto* day = std::get_if<Day>(&line.happened);
    told.push_back(fmt::format("{}/{} {} {} {}{}", line.order, line.line, line.product,
                               day != nullptr ? format_day(*day) : format_instant(std::get<Instant>(line.happened)),
                               format_micro(line.quantity),
                               line.status == domain::LineStatus::taken_back ? " back" : ""));
    last = line;
    return {};
  }
  Result<void> reject(domain::DeadLetter letter) override {
    letters.push_back(std::move(letter));
    return {};
  }
  void progress(double) override {}

  std::vector<std::string> told;
  sources::RawLine last;  // its texts are gone
  std::vector<domain::DeadLetter> letters;
};

/// A folder with a mapping and the files that it reads.
class Shop {
 public:
  explicit Shop(const std::string& mapping) { write("map.toml", mapping); }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_.path() / file, std::ios::binary) << text;
  }
  Result<sources::Extraction> extract(Notebook& notebook, std::string_view position = "",
                                      const std::string& marketplace = "DE") const {
    const sources::FilesToRead files{{folder_.path()}, (folder_.path() / "map.toml").string()};
    return sources::open_files(files, marketplace)->extract(position, notebook);
  }
  [[nodiscard]] std::vector<std::string> told() const {
    Notebook notebook;
    const auto extraction = extract(notebook);
    CHECK((extraction ? "" : extraction.error().text()) == "");
    CHECK(notebook.letters.empty());
    return notebook.told;
  }

 private:
  testing::TempFolder folder_;
};

std::string refusal_of(std::string_view mapping) {
  const auto parsed = sources::parse_mapping(mapping, "map.toml");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == Code::config);
  return parsed.error().text();
}

constexpr auto kSales = R"(
[sales]
files = "sales*"
order = "order"
time = "time"
product = "item"
quantity = "n"
price = "price"
)";

}  // namespace

TEST_CASE("every shipped mapping can be read") {
  CHECK(sources::shipped_mappings().size() == 7);
  for (const auto& shipped : sources::shipped_mappings()) {
    const auto mapping = sources::find_mapping(std::string(shipped.name));
    CHECK((mapping ? "" : mapping.error().text()) == "");
  }
  CHECK_THAT(sources::find_mapping("m6").error().text(),
             Contains("m6: is neither a file nor") && Contains("m5, olist"));
}

TEST_CASE("a mistake in a mapping is named with its line and the nearest key") {
  CHECK_THAT(refusal_of("[sales]\nprdouct = 'x'\ntime = 't'\nquantity = 'q'\nprice = 'p'\nproduct = 'x'\n"),
             Contains("map.toml:2: there is no key 'prdouct' here; did you mean 'product'?"));
  CHECK_THAT(refusal_of("[sales]\nproduct = 'x'\ntime = 't'\nprice = 'p'\n"),
             Contains("map.toml:1: 'quantity' is missing"));
  CHECK_THAT(refusal_of("[sales]\nproduct = 3\ntime = 't'\nquantity = 'q'\nprice = 'p'\n"),
             Contains("map.toml:2: 'product' must be"));
  CHECK_THAT(refusal_of("[sale]\n"), Contains("map.toml:1: there is no key 'sale' here; did you mean 'sales'?"));
  CHECK_THAT(refusal_of("x = \n"), Contains("map.toml:1: "));
  CHECK_THAT(refusal_of("[format]\nencoding = 'ebcdic'\n"), Contains("map.toml:2: 'encoding' must be"));
  CHECK_THAT(refusal_of("[marketplace]\ntime_zone = 'Mars'\n"), Contains("map.toml:1: Mars"));
  CHECK_THAT(refusal_of("[tables.items]\nfiles = 'a'\nkey = 'k'\n[sales]\njoin = 'itmes'\n"),
             Contains("map.toml:5: there is no table 'itmes'; did you mean 'items'?"));
  CHECK_THAT(refusal_of("[sales]\nwhere = { column = 'a', is = 'b', like = 'c' }\n"), Contains("exactly one of"));
  CHECK_THAT(refusal_of(""), Contains("'sales' is missing"));
}

TEST_CASE("a mapping says how finely sales are told, and of what; a field of another measure is a mistake") {
  const auto settings = [](const std::string& marketplace, const std::string& fields) {
    const auto mapping = sources::parse_mapping(
        "[marketplace]\n" + marketplace + "\n[sales]\ntime = 't'\nproduct = 'p'\n" + fields, "map.toml");
    INFO((mapping ? "" : mapping.error().text()));
    REQUIRE(mapping);
    return mapping->marketplace;
  };
  const std::string both = "quantity = 'q'\nprice = 'p'\n";
  CHECK(settings("", both).grain == domain::Grain::day);
  CHECK(settings("", both + "order = 'o'\n").grain == domain::Grain::instant);
  CHECK(settings("grain = 'week'", both).grain == domain::Grain::week);
  CHECK_FALSE(settings("measures = ['units']", "quantity = 'q'\n").measures.amount);
  CHECK_FALSE(settings("measures = ['amount']", "total = 'q'\n").measures.units);
  const std::string sales = "[sales]\ntime = 't'\nproduct = 'p'\n";
  CHECK_THAT(refusal_of("[marketplace]\ngrain = 'hour'\n"), Contains("grain 'hour' is none of instant, day and week"));
  CHECK_THAT(refusal_of("[marketplace]\nmeasures = ['pieces']\n"), Contains("measures 'pieces' is none of"));
  CHECK_THAT(refusal_of("[marketplace]\nmeasures = ['units']\n" + sales + both), Contains("amount is not among"));
  CHECK_THAT(refusal_of("[marketplace]\nmeasures = ['amount']\n" + sales + both), Contains("units are not among"));
  CHECK_THAT(refusal_of("[marketplace]\nmeasures = ['amount']\n" + sales + "price = 'p'\n"),
             Contains("only a 'total'"));
}

TEST_CASE("products are told before the lines that use them, and equal lines of an order are lines") {
  const Shop shop(kSales);
  shop.write("sales.csv",
             "order,time,item,n,price\n7,2025-01-02,A,1,2.50\n7,2025-01-02,A,1,2.50\n8,2025-01-02,B,2,1\n7,2025-01-02,"
             "A,1,2.50\n");
  CHECK(shop.told() == std::vector<std::string>{"product A in all of DE", "product B in all of DE",
                                                "7/1 A 2025-01-02 1", "7/2 A 2025-01-02 1", "8/1 B 2025-01-02 2",
                                                "7/3 A 2025-01-02 1"});
}

TEST_CASE("a filter does not number the lines that it leaves anew") {
  const Shop shop(std::string(kSales) + "where = { column = 'price', above = 0 }\n");
  shop.write("sales.csv", "order,time,item,n,price\n7,2025-01-02,POST,1,0\n7,2025-01-02,A,1,2.50\n");
  CHECK(shop.told() == std::vector<std::string>{"product A in all of DE", "7/2 A 2025-01-02 1"});
}

TEST_CASE("a product that a later line puts elsewhere is told again") {
  const Shop shop(std::string(kSales) + "category = 'shelf'\n");
  shop.write("sales.csv", "order,time,item,n,price,shelf\n1,2025-01-02,A,1,1,tea\n2,2025-02-02,A,1,1,gifts\n");
  CHECK(shop.told() == std::vector<std::string>{"product A in tea of DE", "product A in gifts of DE",
                                                "1/1 A 2025-01-02 1", "2/1 A 2025-02-02 1"});
}

TEST_CASE("a German export is read as it stands: semicolons, decimal comma, D.M.Y, local times, Windows-1252") {
  const Shop shop("[marketplace]\ntime_zone = 'Europe/Berlin'\n" + std::string(kSales));
  shop.write("sales.csv",
             "order;time;item;n;price\n1;20.11.2025 10:00;M\xFCsli;1;1.234,50\n2;20.07.2025 10:00;Tee;2;0,99\n");
  Notebook notebook;
  REQUIRE(shop.extract(notebook));
  CHECK(notebook.letters.empty());
  CHECK(notebook.told[2] == "1/1 M\xC3\xBCsli 2025-11-20T09:00:00Z 1");
  CHECK(notebook.told[3] == "2/1 Tee 2025-07-20T08:00:00Z 2");
  CHECK(notebook.last.unit_price == 99);
}

TEST_CASE("a column per day is a row per day on which something was sold, with its date from a calendar") {
  const Shop shop(R"(
[tables.days]
files = "days.csv"
key = "d"
[tables.prices]
files = "prices.csv"
key = ["item", "week"]
marketplace = "shop"
[tables.weeks]
files = "days.csv"
key = "week"
[sales]
files = "wide.csv"
across = { columns = "d_#*", name = "d", value = "n" }
join = ["days", "prices"]
marketplace = "shop"
time = "date"
product = "item"
quantity = "n"
price = "price"
[prices]
files = "prices.csv"
join = "weeks"
marketplace = "shop"
product = "item"
from = "date"
price = "price"
changes_only = true
[holidays]
files = "days.csv"
where = { column = "event", like = "?*" }
day = "date"
name = "event"
)");
  shop.write("days.csv", "d,date,week,event\nd_1,2025-01-01,1,New Year\nd_2,2025-01-02,1,\nd_3,2025-01-08,2,\n");
  shop.write("prices.csv", "shop,item,week,price\nFR,A,1,9\nDE,A,1,2\nDE,A,2,2\nDE,B,1,3\nDE,B,2,4\n");
  shop.write("wide.csv", "shop,item,d_1,d_2,d_3\nDE,A,1,0,2\nFR,A,5,5,5\nDE,B,,x,1\n");
  Notebook notebook;
  REQUIRE(shop.extract(notebook));
  CHECK(notebook.told == std::vector<std::string>{"2025-01-01 is New Year", "product A in all of DE",
                                                  "product B in all of DE", "A/2025-01-01 A 2025-01-01 1",
                                                  "A/2025-01-08 A 2025-01-08 2", "B/2025-01-08 B 2025-01-08 1",
                                                  "price A from 2025-01-01 2.00", "price B from 2025-01-01 3.00",
                                                  "price B from 2025-01-08 4.00"});
  CHECK(notebook.last.unit_price == 400);
  REQUIRE(notebook.letters.size() == 1);
  CHECK_THAT(notebook.letters[0].reason, Contains("n: 'x' is not a decimal number"));
  CHECK(notebook.letters[0].position == "row 4");
}

TEST_CASE("whether a product was in stock stands in a column, in wide columns, or follows from a level") {
  const Shop shop(std::string(kSales) + R"(
[[stock]]
files = "flags.csv"
across = { columns = "####-##-##", name = "day", value = "flag" }
product = "item"
from = "day"
out = { column = "flag", is = "0" }
changes_only = true
[[stock]]
files = "levels.csv"
product = "item"
from = "day"
out = { column = "level", above = 0, not = true }
)");
  shop.write("sales.csv", "order,time,item,n,price\n1,2025-01-02,A,1,1\n");
  shop.write("flags.csv", "item,2025-01-01,2025-01-02,2025-01-03,2025-01-04\nA,1,0,0,1\nB,0,,1,1\n");
  shop.write("levels.csv", "item,day,level\nA,2025-01-05,0\nA,2025-01-06,0.5\n");
  CHECK(shop.told() == std::vector<std::string>{"product A in all of DE", "1/1 A 2025-01-02 1",
                                                "A is there from 2025-01-01", "A is out of stock from 2025-01-02",
                                                "A is there from 2025-01-04", "B is out of stock from 2025-01-01",
                                                "B is there from 2025-01-03", "A is out of stock from 2025-01-05",
                                                "A is there from 2025-01-06"});
}

TEST_CASE("months before the daily sales are summed up by category, from wide columns or from rows") {
  const Shop shop(std::string(kSales) + R"(
[[months]]
files = "wide.csv"
across = { columns = "####-##", name = "month", value = "units" }
where = { column = "month", is = "2023-11", not = true }
marketplace = "shop"
month = "month"
category = "shelf"
quantity = "units"
[[months]]
files = "rows.csv"
month = "when"
quantity = "n"
)");
  shop.write("sales.csv", "order,time,item,n,price\n1,2025-01-02,A,1,1\n");
  shop.write(
      "wide.csv",
      "shop,shelf,item,2023-11,2023-12,2024-01\nDE,tea,A,9,1,2\nDE,tea,B,9,3,\nDE,mugs,C,9,0,4\nFR,tea,A,9,50,50\n");
  shop.write("rows.csv", "when,n\n2024-02-29,1.5\n2024-02,2\n2024-03-01,7\n");
  CHECK(shop.told() == std::vector<std::string>{"product A in all of DE", "1/1 A 2025-01-02 1",
                                                "mugs sold 4 in 2024-01", "tea sold 4 in 2023-12",
                                                "tea sold 2 in 2024-01", "all sold 3.5 in 2024-02",
                                                "all sold 7 in 2024-03"});
}

TEST_CASE("a month that is none is a dead letter, and the others count") {
  const Shop shop(std::string(kSales) + "[[months]]\nfiles = 'months.csv'\nmonth = 'when'\nquantity = 'n'\n");
  shop.write("sales.csv", "order,time,item,n,price\n1,2025-01-02,A,1,1\n");
  shop.write("months.csv", "when,n\n2024-13,5\n2024-02,x\n2024-03,7\n");
  Notebook notebook;
  REQUIRE(shop.extract(notebook));
  CHECK(notebook.told.back() == "all sold 7 in 2024-03");
  REQUIRE(notebook.letters.size() == 2);
  CHECK(notebook.letters[0].code == "bad_time");
  CHECK(notebook.letters[1].code == "bad_number");
}

TEST_CASE("a mark of returns, or of empty shelves, whose column is not there is a mistake of the mapping") {
  const Shop shop(std::string(kSales) + "returned = { column = 'kind', is = 'R' }\n");
  shop.write("sales.csv", "order,time,item,n,price\n1,2025-01-02,A,1,1\n");
  Notebook notebook;
  const auto extraction = shop.extract(notebook);
  REQUIRE_FALSE(extraction);
  CHECK_THAT(extraction.error().text(), Contains("a column 'kind', which is not there"));
}

TEST_CASE("returns are told by a sign or a mark, whatever the sign of their quantity") {
  const Shop shop(std::string(kSales) + "negative_is_return = true\nreturned = { column = 'order', like = 'C*' }\n");
  shop.write("sales.csv", "order,time,item,n,price\nC1,2025-01-02,A,1,1\nC2,2025-01-02,A,-2,1\n3,2025-01-02,A,-3,1\n");
  const auto told = shop.told();
  CHECK(std::vector(told.begin() + 1, told.end()) ==
        std::vector<std::string>{"C1/1 A 2025-01-02 -1 back", "C2/1 A 2025-01-02 -2 back", "3/1 A 2025-01-02 -3 back"});
}

TEST_CASE("fields are made: constants, prefixes, upper case, defaults, quotients") {
  const Shop shop(R"(
[sales]
files = "sales*"
order = "order"
time = { constant = "2025-01-02" }
product = { column = "item", upper = true }
category = { column = "item", first = 2 }
seller = { column = "seller", default = "nobody" }
quantity = { column = "paid", divided_by = "price" }
total = "paid"
)");
  shop.write("sales.csv", "order,item,seller,paid,price\n1,22a,,3.98,1.33\n2,\xC3\xA4\xC3\xB6x,Bo,5,2\n");
  CHECK(shop.told() == std::vector<std::string>{"product 22A in 22 of nobody",
                                                "product \xC3\xA4\xC3\xB6X in \xC3\xA4\xC3\xB6 of Bo",
                                                "1/1 22A 2025-01-02 3", "2/1 \xC3\xA4\xC3\xB6X 2025-01-02 2.5"});
}

TEST_CASE("a marketplace that the files do not hold is answered with those that they do") {
  const Shop shop(std::string(kSales) + "marketplace = 'shop'\n");
  shop.write("sales.csv", "order,time,item,n,price,shop\n1,2025-01-02,A,1,1,FR\n2,2025-01-02,A,1,1,IT\n");
  Notebook notebook;
  const auto extraction = shop.extract(notebook);
  REQUIRE_FALSE(extraction);
  CHECK_THAT(extraction.error().text(), Contains("DE: the files hold no row of this marketplace; they hold: FR, IT"));
}

TEST_CASE("a column or a file that the mapping names and nobody has is named") {
  const Shop shop(kSales);
  Notebook notebook;
  CHECK_THAT(shop.extract(notebook).error().text(), Contains("no file of sales is there") && Contains("sales*"));
  shop.write("sales.csv", "order,time,itme,n,price\n");
  CHECK_THAT(shop.extract(notebook).error().text(),
             Contains("sales.csv:1: the mapping names a column 'item', which is not there; is 'itme' meant?"));
}

TEST_CASE("only files that changed are read again; all of them where the mapping did") {
  const Shop shop(kSales);
  shop.write("sales-1.csv", "order,time,item,n,price\n1,2025-01-02,A,1,1\n");
  Notebook first;
  auto extraction = shop.extract(first);
  REQUIRE(extraction);
  shop.write("sales-2.csv", "order,time,item,n,price\n2,2025-01-03,A,1,1\n");
  Notebook second;
  extraction = shop.extract(second, extraction->position);
  REQUIRE(extraction);
  CHECK(second.told == std::vector<std::string>{"product A in all of DE", "2/1 A 2025-01-03 1"});
  shop.write("map.toml", std::string(kSales) + "# changed\n");
  Notebook third;
  REQUIRE(shop.extract(third, extraction->position));
  CHECK(third.told.size() == 3);
}

TEST_CASE("dead letters show no column that the mapping does not name") {
  const Shop shop(kSales);
  shop.write("sales.csv", "order,time,item,n,price,e_mail\n1,never,A,1,1,ada@example.org\n");
  Notebook notebook;
  REQUIRE(shop.extract(notebook));
  REQUIRE(notebook.letters.size() == 1);
  CHECK(notebook.letters[0].row == "1,never,A,1,1,");
  CHECK(notebook.letters[0].position == "row 2");
}

TEST_CASE("patterns fit whole texts") {
  CHECK(sources::fits("d_1913", "d_#*"));
  CHECK_FALSE(sources::fits("d_x", "d_#*"));
  CHECK(sources::fits("2025-01-02", "####-##-##"));
  CHECK(sources::fits("85123A", "#####@"));
  CHECK_FALSE(sources::fits("85123A ", "#####@"));
  CHECK(sources::fits("aXbXc", "*X*c"));
  CHECK(sources::fits("", "*"));
  CHECK_FALSE(sources::fits("ab", "?"));
}

TEST_CASE("lines of many orders are numbered each within its own") {
  sources::LineNumbers numbers;
  for (int round = 1; round <= 3; ++round) {
    for (int order = 0; order < 5000; ++order) {
      CHECK(numbers.next(std::to_string(order)) == static_cast<std::uint32_t>(round));
    }
  }
}
