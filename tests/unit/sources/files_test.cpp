// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/files.hpp"

#include "support/warehouse.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using Catch::Matchers::Contains;
using sources::Moment;
using testing::Warehouse;

namespace {

/// Writes down what a source tells.
class Notebook final : public sources::Sink {
 public:
  Result<void> marketplace(const domain::Marketplace& told) override {
    settings = told;
    return {};
  }
  Result<void> catalogue(std::string_view source, sources::CatalogueRows rows) override {
    files.emplace_back(source);
    if (auto* some = std::get_if<std::vector<sources::RawProduct>>(&rows)) products = *some;
    return {};
  }
  Result<void> line(const sources::RawLine& told) override {
    lines.push_back(std::string(told.order) + "/" + std::string(told.line));
    last = told;
    return {};
  }
  Result<void> reject(domain::DeadLetter letter) override {
    letters.push_back(std::move(letter));
    return {};
  }
  void progress(double fraction) override {
    CHECK(fraction >= done);
    done = fraction;
  }

  domain::Marketplace settings;
  std::vector<std::string> files;
  std::vector<sources::RawProduct> products;
  std::vector<std::string> lines;
  sources::RawLine last;  // its texts are gone
  std::vector<domain::DeadLetter> letters;
  double done = 0;
};

Result<sources::Extraction> extract(const Warehouse& warehouse, Notebook& notebook, std::string_view position = "") {
  return sources::open_file_warehouse(warehouse.path(), "DE")->extract(position, notebook);
}

Error refusal(const Warehouse& warehouse) {
  Notebook notebook;
  const auto extraction = extract(warehouse, notebook);
  REQUIRE_FALSE(extraction);
  return extraction.error();
}

/// The dead letter of a warehouse that has just one.
domain::DeadLetter letter(const Warehouse& warehouse) {
  Notebook notebook;
  REQUIRE(extract(warehouse, notebook));
  REQUIRE(notebook.letters.size() == 1);
  return notebook.letters.front();
}

}  // namespace

TEST_CASE("a warehouse tells its marketplace, its catalogue, and its lines joined with their transactions") {
  const Warehouse warehouse;
  Notebook notebook;
  const auto extraction = extract(warehouse, notebook);
  REQUIRE(extraction);
  CHECK(extraction->warnings.empty());
  CHECK(notebook.settings.time_zone == "Europe/Berlin");
  CHECK(notebook.settings.week_start == 6);
  CHECK(notebook.settings.lag_hours == 2);
  CHECK(notebook.files == std::vector<std::string>{"sellers.csv", "categories.csv", "products.csv"});
  CHECK(notebook.products.size() == 2);
  CHECK(notebook.products.front().price == 1999);
  CHECK(notebook.lines == std::vector<std::string>{"T1/L1", "T1/L2"});
  CHECK(notebook.last.happened == Moment(parse_instant("2025-01-10T09:00:00Z").value()));
  CHECK(notebook.last.line_total == 999);
  CHECK(notebook.last.place.row == 3);
  CHECK(notebook.letters.empty());
  CHECK(notebook.done == 1.0);
}

TEST_CASE("only what changed is read again, whole") {
  const Warehouse warehouse;
  Notebook first;
  const auto position = extract(warehouse, first).value().position;
  Notebook idle;
  CHECK(extract(warehouse, idle, position).value().position == position);
  CHECK(idle.files.empty());
  CHECK(idle.lines.empty());

  warehouse.write_part("2025-02", {"T2,DE,,2025-02-01,placed,,"}, {"L1,T2,P1,2,19.99,,sold,"});
  warehouse.append("sellers.csv", {"S2,DE,Bob's,,"});
  Notebook second;
  REQUIRE(extract(warehouse, second, position));
  CHECK(second.files == std::vector<std::string>{"sellers.csv"});
  CHECK(second.lines == std::vector<std::string>{"T2/L1"});
  CHECK(second.last.happened == Moment(parse_day("2025-02-01").value()));
  CHECK_FALSE(second.last.updated);
}

TEST_CASE("prices are told again when products are new, for they may be those products'") {
  const Warehouse warehouse;
  warehouse.write("price_history.csv", "product_id,marketplace_id,valid_from,price", {"P3,DE,2025-01-01,5.00"});
  Notebook first;
  const auto position = extract(warehouse, first).value().position;
  warehouse.append("products.csv", {"P3,DE,Hoe,,,,5.00,,C1,S1,2025-01-01,2025-01-01"});
  Notebook second;
  REQUIRE(extract(warehouse, second, position));
  CHECK(second.files == std::vector<std::string>{"products.csv", "price_history.csv"});
}

TEST_CASE("a cancelled transaction cancels its lines, a return its own, and the newer update counts") {
  const auto [transaction, line, status, updated] =
      GENERATE(table<std::string, std::string, domain::LineStatus, std::string>({
          {"placed,9.99,2025-01-11T00:00:00Z", "sold,2025-01-12T00:00:00Z", domain::LineStatus::sold, "2025-01-12"},
          {"cancelled,9.99,2025-01-13T00:00:00Z", "sold,", domain::LineStatus::cancelled, "2025-01-13"},
          {"placed,9.99,", "returned,2025-01-14T00:00:00Z", domain::LineStatus::returned, "2025-01-14"},
          {",,2025-01-15T00:00:00Z", ",2025-01-14", domain::LineStatus::sold, "2025-01-15"},
      }));
  const Warehouse warehouse;
  warehouse.write("transactions.csv", Warehouse::kTransactions, {"T1,DE,,2025-01-10T09:00:00Z," + transaction});
  warehouse.write("transaction_products.csv", Warehouse::kLines, {"L1,T1,P1,1,9.99,9.99," + line});
  Notebook notebook;
  REQUIRE(extract(warehouse, notebook));
  CHECK(notebook.last.status == status);
  CHECK(notebook.last.updated == Moment(parse_instant(updated + "T00:00:00Z").value()));
}

TEST_CASE("sales of another marketplace are passed over") {
  const Warehouse warehouse;
  warehouse.append("transactions.csv", {"T2,FR,,2025-01-10T09:00:00Z,placed,1.00,"});
  warehouse.append("transaction_products.csv", {"L1,T2,F1,1,1.00,1.00,sold,"});
  Notebook notebook;
  REQUIRE(extract(warehouse, notebook));
  CHECK(notebook.lines.size() == 2);
  CHECK(notebook.letters.empty());
}

TEST_CASE("a folder that is no warehouse is refused with a sentence that names what is missing") {
  Notebook notebook;
  const auto nowhere = sources::open_file_warehouse("/nowhere/at/all", "DE")->extract("", notebook);
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().text() == "/nowhere/at/all: is not a folder with a warehouse's files");

  const testing::TempFolder empty;
  CHECK_THAT(sources::open_file_warehouse(empty.path(), "DE")->extract("", notebook).error().text(),
             Contains(empty.path().string() + ": holds no sales"));

  const auto [missing, sentence] = GENERATE(table<std::string, std::string>({
      {"transactions.csv", "transactions.csv: is missing: transaction_products.csv cannot be read without it"},
      {"transaction_products.csv", "transaction_products.csv: is missing: transactions.csv cannot be read without it"},
      {"products.csv", "products.csv: is missing: sales cannot be told apart without it"},
  }));
  const Warehouse warehouse;
  warehouse.remove(missing);
  CHECK_THAT(refusal(warehouse).text(), Contains(sentence));
}

TEST_CASE("a header that does not fit is refused with its file, its line, and the name that may be meant") {
  const auto [file, header, sentence] = GENERATE(table<std::string, std::string, std::string>({
      {"sellers.csv", "seller,marketplace_id",
       "sellers.csv:1: the required column 'seller_id' is missing (is 'seller' meant to be it?)"},
      {"transactions.csv", "trxn_id,marketplace_id,transaction_tme",
       "the required column 'transaction_time' is missing (is 'transaction_tme' meant to be it?)"},
      {"transaction_products.csv", "trxn_product_id,trxn_id,product_id,quantity",
       "transaction_products.csv:1: the column 'unit_price' or 'line_total' is required, and both are missing"},
      {"transaction_products.csv", "trxn_product_id,trxn_id,product_id,quantity,quantity,line_total",
       "transaction_products.csv:1: the column 'quantity' stands twice"},
      {"products.csv", "", "products.csv:1: the file is empty"},
  }));
  const Warehouse warehouse;
  warehouse.write(file, header, {});
  const Error error = refusal(warehouse);
  CHECK(error.code == Code::rejected);
  CHECK_THAT(error.text(), Contains(sentence));
}

TEST_CASE("a marketplace that the warehouse does not describe, or wrongly, is refused") {
  const Warehouse warehouse;
  const std::string header = "marketplace_id,time_zone,week_start,lag_hours";
  const auto [row, sentence] = GENERATE(table<std::string, std::string>({
      {"FR,Europe/Paris,monday,0", "does not describe a marketplace 'DE'; it describes: FR"},
      {"DE,Europe/Berln,monday,0", "marketplaces.csv:2: Europe/Berln: is not a time zone"},
      {"DE,Europe/Berlin,mon,0", "marketplaces.csv:2: week_start 'mon' is no weekday"},
      {"DE,Europe/Berlin,monday,-1", "marketplaces.csv:2: lag_hours '-1' is not a number from 0 to 744"},
  }));
  warehouse.write("marketplaces.csv", header, {row});
  CHECK_THAT(refusal(warehouse).text(), Contains(sentence));
}

TEST_CASE("what is odd but harmless is a warning") {
  const Warehouse warehouse;
  warehouse.remove("marketplaces.csv");
  warehouse.write("sellers.csv", "seller_id,marketplace_id,nam,shoe_size", {"S1,DE,x,42"});
  Notebook notebook;
  CHECK(extract(warehouse, notebook).value().warnings ==
        std::vector<std::string>{"marketplaces.csv is missing: 'DE' is taken to count days in UTC and money in EUR",
                                 "sellers.csv:1: the column 'nam' is not known and not read; did you mean 'name'?",
                                 "sellers.csv:1: the column 'shoe_size' is not known and not read"});
}

TEST_CASE("a line that cannot be read is set aside with its row and its reason, and the others are told") {
  const auto [row, code, reason] = GENERATE(table<std::string, std::string, std::string>({
      {"L3,T1,P1,many,9.99,9.99,sold,", "bad_number", "quantity: 'many' is not a decimal number"},
      {"L3,T1,P1,1,free,9.99,sold,", "bad_number", "unit_price: 'free' is not a decimal number"},
      {"L3,T1,P1,1,,,sold,", "bad_number", "neither unit_price nor line_total is given"},
      {"L3,T1,P1,1,9.99,9.99,sold,yesterday", "bad_time", "updated_at: 'yesterday' is not a time"},
      {"L3,T1,P1,1,9.99,9.99,lost,", "bad_status", "the status 'lost' is neither 'sold' nor 'returned'"},
      {"L3,T9,P1,1,9.99,9.99,sold,", "unknown_transaction", "transactions.csv holds no readable transaction 'T9'"},
      {",T1,P1,1,9.99,9.99,sold,", "empty_id", "trxn_product_id: an id must not be empty"},
      {"L3,T1,P1", "wrong_field_count", "the row has 3 fields, the header 8"},
      {"L3,T1,P1,1,9.99,9.99,sold,,", "wrong_field_count", "the row has 9 fields, the header 8"},
  }));
  const Warehouse warehouse;
  warehouse.append("transaction_products.csv", {row, "L4,T1,P1,1,9.99,9.99,sold,"});
  const auto dead = letter(warehouse);
  CHECK(dead.source == "transaction_products.csv");
  CHECK(dead.position == "row 4");
  CHECK(dead.code == code);
  CHECK_THAT(dead.reason, Contains(reason));
  CHECK(dead.row == row);
  Notebook notebook;
  REQUIRE(extract(warehouse, notebook));
  CHECK(notebook.lines == std::vector<std::string>{"T1/L1", "T1/L2", "T1/L4"});
}

TEST_CASE("bytes that are not UTF-8 are kept so that anyone can show them") {
  const Warehouse warehouse;
  warehouse.append("transaction_products.csv",
                   {"L3,T1,\xFF\xFE,1,9.99,9.99,sold,", "L4,T1,\xC3\xA4\xC3\xB6\xC3\xBC,1,9.99,9.99,sold,"});
  const auto dead = letter(warehouse);
  CHECK(dead.code == "invalid_utf8");
  CHECK(dead.row == "L3,T1,\\xff\\xfe,1,9.99,9.99,sold,");
}

TEST_CASE("a dead letter never shows who bought, nor a column that nobody knows") {
  const Warehouse warehouse;
  warehouse.append("transactions.csv", {"T2,DE,ada@example.org,never,placed,1.00,"});
  CHECK(letter(warehouse).row == "T2,DE,,never,placed,1.00,");
  warehouse.write("transactions.csv", "trxn_id,marketplace_id,transaction_time,e_mail",
                  {"T1,DE,2025-01-10T09:00:00Z,x", "T2,DE,2025-01-10T09:00:00Z"});
  CHECK(letter(warehouse).row == "T2");
}

TEST_CASE("a product without a readable price is set aside") {
  const auto [price, code] =
      GENERATE(table<std::string, std::string>({{"-1.00", "negative_price"}, {"cheap", "bad_number"}}));
  const Warehouse warehouse;
  warehouse.append("products.csv", {"P3,DE,Hoe,,,," + price + ",,C1,S1,,"});
  const auto dead = letter(warehouse);
  CHECK(dead.code == code);
  CHECK(dead.position == "row 5");
}
