// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/postgres.hpp"

#include "sources/postgres/copy_text.hpp"
#include "support/shops.hpp"
#include "support/source_notebook.hpp"
#include "support/station.hpp"

#include <fmt/ranges.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>

using namespace shelfcast;
using Catch::Matchers::Contains;
using testing::PostgresShop;
using testing::SourceNotebook;

namespace {

using Texts = std::vector<std::string>;

/// Says loudly where there is no server to be had; under SHELFCAST_STRICT that fails.
bool has_postgres() {
  if (testing::PostgresCluster::is_installed()) return true;
  if (std::getenv("SHELFCAST_STRICT") != nullptr) FAIL("PostgreSQL 15 is missing, and --strict allows no skipping");
  std::cerr << "SKIPPED: a test with PostgreSQL: postgresql-15 is missing\n";
  return false;
}

constexpr auto kEachTime = std::chrono::seconds(0);
constexpr auto kNotYet = std::chrono::hours(24);

/// One product, and on each of three days of 2025 an order Tn with a line Ln of n units.
void fill(PostgresShop& shop) {
  shop.sql(R"(
    INSERT INTO marketplaces (marketplace_id, name, time_zone) VALUES ('DE', 'Germany', 'UTC');
    INSERT INTO products (product_id, marketplace_id, name, current_price, category_id, created_at, updated_at)
      VALUES ('P1', 'DE', E'Spade\t\\ "large"', '19.99', 'C1', '2024-01-01', '2024-01-01');
    INSERT INTO transactions SELECT 'T' || n, 'DE', '7', timestamptz '2025-01-10 09:00+00' + make_interval(days => n),
      'placed', NULL, timestamptz '2025-01-10 09:00+00' + make_interval(days => n) FROM generate_series(1, 3) n;
    INSERT INTO transaction_products SELECT 'L' || n, 'T' || n, 'P1', n::text, 19.99, NULL, 'sold',
      timestamptz '2025-01-10 09:00+00' + make_interval(days => n) FROM generate_series(1, 3) n;)");
}

void drop_updated_at(PostgresShop& shop) {
  shop.sql("ALTER TABLE transactions DROP COLUMN updated_at; ALTER TABLE transaction_products DROP COLUMN updated_at;");
}

void recount_every(PostgresShop& shop, std::chrono::seconds every) {
  sources::PostgresOptions options;
  options.recount_every = every;
  shop.open(options);
}

struct Told {
  SourceNotebook notebook;
  sources::Extraction extraction;
  [[nodiscard]] Texts lines() const {
    Texts short_lines;
    for (const auto& line : notebook.lines) {
      short_lines.push_back(line.substr(0, line.find(' ')) + line.substr(line.rfind(' ')));
    }
    std::ranges::sort(short_lines);
    return short_lines;
  }
};

Told extract(PostgresShop& shop, const std::string& position = "") {
  Told told;
  auto extraction = shop.source().extract(position, told.notebook);
  INFO((extraction ? "" : extraction.error().text()));
  REQUIRE(extraction);
  told.extraction = *extraction;
  return told;
}

Error refusal(PostgresShop& shop) {
  SourceNotebook notebook;
  const auto extraction = shop.source().extract("", notebook);
  REQUIRE_FALSE(extraction);
  return extraction.error();
}

}  // namespace

TEST_CASE("rows of COPY are taken apart: tabs, NULLs, and what is escaped") {
  sources::CopyRow row;
  const auto cells = row.split("a\t\\N\t\tx\\ty\\\\\\n\\q\t\\\\N\n");
  CHECK(std::vector<std::string>(cells.begin(), cells.end()) == Texts{"a", "", "", "x\ty\\\nq", "\\N"});
  CHECK(row.split("").size() == 1);
  CHECK(row.split("\\").front() == "\\");
}

TEST_CASE("a connection string is refused without repeating it where it holds a password or makes no sense") {
  testing::TempFolder folder;
  const auto store = storage::Store::open(folder.path(), sources::postgres_families()).value();
  sources::PostgresOptions options;
  options.warehouse = GENERATE("postgresql://ada:sesame@host/shop", "postgresql://host/shop?password=sesame",
                               "postgresql://host/shop?sesame", "postgresql://[sesame");
  SourceNotebook notebook;
  const auto extraction = sources::open_postgres_warehouse(options, "DE", *store)->extract("", notebook);
  REQUIRE_FALSE(extraction);
  CHECK(extraction.error().code == Code::invalid);
  CHECK_THAT(extraction.error().text(), !Contains("sesame"));
}

TEST_CASE("a deleted line is told as cancelled when the lines are counted again, and only then") {
  if (!has_postgres()) return;
  PostgresShop shop;
  fill(shop);
  const auto first = extract(shop);
  CHECK(first.lines() == Texts{"T1/L1 sold", "T2/L2 sold", "T3/L3 sold"});
  shop.sql("DELETE FROM transaction_products WHERE trxn_product_id = 'L1'");
  CHECK(extract(shop, first.extraction.position).lines() == Texts{"T3/L3 sold"});  // within the overlap
  recount_every(shop, kEachTime);
  const auto counted = extract(shop, first.extraction.position);
  CHECK(counted.lines() == Texts{"T1/L1 cancelled", "T3/L3 sold"});

  // A position that was never kept has cost nothing: the earlier one tells the same again.
  const auto again = extract(shop, first.extraction.position);
  CHECK(again.lines() == counted.lines());
  CHECK(extract(shop, again.extraction.position).lines() == Texts{"T3/L3 sold"});
}

TEST_CASE("a line that came and went between two counts is taken back") {
  if (!has_postgres()) return;
  PostgresShop shop;
  fill(shop);
  const auto first = extract(shop);
  shop.sql(R"(INSERT INTO transaction_products VALUES ('L4', 'T1', 'P1', '4', 19.99, NULL, 'sold', now()))");
  const auto second = extract(shop, first.extraction.position);
  CHECK(second.lines() == Texts{"T1/L4 sold", "T3/L3 sold"});
  shop.sql("DELETE FROM transaction_products WHERE trxn_product_id = 'L4'");
  recount_every(shop, kEachTime);
  const auto third = extract(shop, second.extraction.position);
  CHECK_THAT(fmt::format("{}", fmt::join(third.lines(), " ")), Contains("T1/L4 cancelled"));
}

TEST_CASE("what a line says is compared, whatever its updated_at: a change is told with the time of the count") {
  if (!has_postgres()) return;
  PostgresShop shop;
  fill(shop);
  recount_every(shop, kEachTime);
  const auto first = extract(shop);
  shop.sql(R"(UPDATE transaction_products SET quantity = '5' WHERE trxn_product_id = 'L1';
              UPDATE transactions SET transaction_time = transaction_time - interval '2 days' WHERE trxn_id = 'T2';)");
  const auto second = extract(shop, first.extraction.position);
  CHECK(second.lines() == Texts{"T1/L1 sold", "T2/L2 sold", "T3/L3 sold"});  // moved to another day is not gone
  const auto today = PostgresShop::now_day();
  for (const auto& line : second.notebook.lines) {
    if (line.starts_with("T1/L1")) CHECK_THAT(line, Contains(" 5 ") && Contains(today));
    if (line.starts_with("T2/L2")) CHECK_THAT(line, Contains("P1 2025-01-10T09:00:00Z") && Contains(today));
  }
}

TEST_CASE("without updated_at the newest days are read again, and a count finds what else has changed") {
  if (!has_postgres()) return;
  PostgresShop shop;
  fill(shop);
  drop_updated_at(shop);
  recount_every(shop, kNotYet);
  const auto first = extract(shop);
  CHECK(first.lines() == Texts{"T1/L1 sold", "T2/L2 sold", "T3/L3 sold"});
  CHECK_THAT(first.notebook.lines.front(), Contains(" - 1 19.99"));  // nobody says when it was learnt
  shop.sql(R"(INSERT INTO transactions VALUES ('T4', 'DE', '7', '2025-01-12 12:00+00', 'placed', NULL);
              INSERT INTO transaction_products VALUES ('L4', 'T4', 'P1', '4', 19.99, NULL, 'sold');
              INSERT INTO transactions VALUES ('T5', 'DE', '7', '2025-01-02 12:00+00', 'placed', NULL);
              INSERT INTO transaction_products VALUES ('L5', 'T5', 'P1', '5', 19.99, NULL, 'sold');
              DELETE FROM transaction_products WHERE trxn_product_id = 'L3';)");
  const auto second = extract(shop, first.extraction.position);
  CHECK(second.lines() == Texts{"T2/L2 sold", "T4/L4 sold"});
  recount_every(shop, kEachTime);
  const auto third = extract(shop, second.extraction.position);
  CHECK(third.lines() == Texts{"T2/L2 sold", "T3/L3 cancelled", "T4/L4 sold", "T5/L5 sold"});
}

TEST_CASE("a line without its transaction is rejected, and told when the transaction comes") {
  if (!has_postgres()) return;
  PostgresShop shop;
  fill(shop);
  shop.sql("INSERT INTO transaction_products VALUES ('L9', 'T9', 'P1', '1', 19.99, NULL, 'sold', '2025-01-13')");
  const auto first = extract(shop);
  REQUIRE(first.notebook.letters.size() == 1);
  CHECK(first.notebook.letters.front().code == "unknown_transaction");
  shop.sql("INSERT INTO transactions VALUES ('T9', 'DE', '7', '2025-01-13', 'placed', NULL, '2025-01-13 08:30')");
  CHECK(extract(shop, first.extraction.position).lines() == Texts{"T3/L3 sold", "T9/L9 sold"});
}

TEST_CASE("a database of one marketplace does not have to name it, and that is said") {
  if (!has_postgres()) return;
  PostgresShop shop;
  fill(shop);
  shop.sql(
      "ALTER TABLE transactions DROP COLUMN marketplace_id; ALTER TABLE products DROP COLUMN marketplace_id; "
      "DROP TABLE marketplaces;");
  const auto told = extract(shop);
  CHECK(told.lines().size() == 3);
  CHECK(told.notebook.rows.front() == "marketplace DE DE EUR UTC 0 0");
  CHECK_THAT(fmt::format("{}", fmt::join(told.extraction.warnings, "\n")),
             Contains("has no table 'marketplaces'") &&
                 Contains("transactions: has no column 'marketplace_id': all its rows are taken to be this one's"));
  shop.sql("ALTER TABLE transactions ADD COLUMN marketplace text");
  CHECK_THAT(refusal(shop).text(), Contains("'marketplace_id' is missing (is 'marketplace' meant to be it?)"));
}

TEST_CASE("an unknown column is a warning with the nearest name, an unusable warehouse is refused with its table") {
  if (!has_postgres()) return;
  PostgresShop shop;
  fill(shop);
  shop.sql("ALTER TABLE transaction_products ADD COLUMN line_totals numeric");
  CHECK_THAT(extract(shop).extraction.warnings.front(),
             Contains("'line_totals' is not known and not read; did you mean 'line_total'?"));
  shop.sql("ALTER TABLE transaction_products DROP COLUMN unit_price, DROP COLUMN line_total");
  CHECK_THAT(refusal(shop).text(), Contains("'unit_price' or 'line_total' is required"));
  shop.sql("DROP TABLE transactions");
  CHECK(refusal(shop).code == Code::rejected);
  CHECK_THAT(refusal(shop).text(), Contains("transactions: there is no such table"));
}

TEST_CASE("prices are told again when their product is, for it may have been unknown") {
  if (!has_postgres()) return;
  PostgresShop shop;
  fill(shop);
  shop.sql("INSERT INTO price_history VALUES ('P2', 'DE', '2024-01-01', 5, '2024-01-01')");
  const auto first = extract(shop);
  shop.sql("INSERT INTO products VALUES ('P2', 'DE', 'Rake', NULL, NULL, NULL, '5', NULL, 'C1', NULL, now(), now())");
  const auto rows = extract(shop, first.extraction.position).notebook.rows;
  CHECK(rows.back() == "price P2 2024-01-01 5.00 2024-01-01T00:00:00Z");
}

TEST_CASE("after any changes in the database the store counts what SQL counts") {
  if (!has_postgres()) return;
  PostgresShop shop;
  testing::TempFolder folder;
  testing::Station station(folder.path());
  recount_every(shop, kEachTime);
  shop.sql(R"(
    INSERT INTO marketplaces (marketplace_id, name, time_zone) VALUES ('DE', 'Germany', 'UTC');
    INSERT INTO products (product_id, marketplace_id, current_price, category_id, created_at, updated_at)
      SELECT 'P' || n, 'DE', '9.99', 'C1', '2024-01-01', '2024-01-01' FROM generate_series(0, 9) n;
    INSERT INTO transactions SELECT n, CASE WHEN n % 9 = 0 THEN 'FR' ELSE 'DE' END, '7', timestamptz '2025-01-01 00:00+00'
      + make_interval(hours => n), 'placed', NULL, timestamptz '2025-01-01 00:00+00' + make_interval(hours => n)
      FROM generate_series(1, 500) n;
    INSERT INTO transaction_products SELECT trxn_id::int * 2 + i, trxn_id, 'P' || (trxn_id::int + i) % 10, 1 + i,
      9.99, 9.99 * (1 + i), 'sold', updated_at FROM transactions, generate_series(0, 1) i;)");
  const Texts changes = {
      "UPDATE transaction_products SET quantity = 7, line_total = 70, updated_at = now() WHERE trxn_id::int % 50 = 1",
      "UPDATE transaction_products SET status = 'returned', updated_at = now() WHERE trxn_id::int % 70 = 2",
      "UPDATE transactions SET status = 'cancelled', updated_at = now() WHERE trxn_id::int % 60 = 3",
      "DELETE FROM transaction_products WHERE trxn_product_id::int % 40 = 4",
      "UPDATE transaction_products SET product_id = 'P9' WHERE trxn_id::int % 90 = 5",
      "DELETE FROM transactions WHERE trxn_id::int % 100 = 6; DELETE FROM transaction_products WHERE trxn_id::int % "
      "100 = 6",
      "UPDATE transactions SET transaction_time = transaction_time + interval '3 days' WHERE trxn_id::int % 80 = 7",
      "UPDATE transactions SET status = 'placed' WHERE trxn_id = '3'"};
  station.import("DE", shop.source());
  for (const auto& change : changes) {
    INFO(change);
    shop.sql(change);
    station.import("DE", shop.source());
    const auto counted = shop.ask(R"(
      SELECT t.transaction_time::date || ' ' || sum(l.quantity::int) || ' ' || sum(l.line_total)::numeric(12,2)
      FROM transaction_products l JOIN transactions t USING (trxn_id) WHERE t.marketplace_id = 'DE' AND t.status = 'placed'
      AND l.status = 'sold' GROUP BY t.transaction_time::date ORDER BY t.transaction_time::date)");
    CHECK(station.daily_totals("DE") == counted);
    CHECK(station.differences_from_recount("DE") == 0);
  }
}
