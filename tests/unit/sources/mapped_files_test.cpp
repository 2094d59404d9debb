// SPDX-License-Identifier: Apache-2.0
#include "sources/line_numbers.hpp"
#include "support/mapped_shop.hpp"

using namespace shelfcast;
using Catch::Matchers::Contains;
using testing::kSales;
using testing::Notebook;
using testing::Shop;

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

TEST_CASE("lines of many orders are numbered each within its own") {
  sources::LineNumbers numbers;
  for (int round = 1; round <= 3; ++round) {
    for (int order = 0; order < 5000; ++order) {
      CHECK(numbers.next(std::to_string(order)) == static_cast<std::uint32_t>(round));
    }
  }
}
