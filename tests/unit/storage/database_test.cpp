// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/database.hpp"

#include "storage/migrations.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <future>
#include <stdexcept>

using namespace shelfcast;
using storage::Database;
using storage::Migration;
using testing::TempFolder;

namespace {

Result<void> run(Database& database, std::string_view sql) {
  auto statement = database.prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  const auto stepped = statement->step();
  if (!stepped) return std::unexpected(stepped.error());
  return {};
}

std::int64_t number(Database& database, std::string_view sql) {
  std::int64_t value = -1;
  const auto read = database.read([&](Database& db) -> Result<void> {
    auto statement = db.prepare(sql);
    if (!statement) return std::unexpected(statement.error());
    const auto stepped = statement->step();
    if (!stepped) return std::unexpected(stepped.error());
    value = statement->integer(0);
    return {};
  });
  if (!read) FAIL(read.error().text());
  return value;
}

std::unique_ptr<Database> opened(const std::filesystem::path& file) {
  auto database = Database::open(file);
  if (!database) FAIL(database.error().text());
  return std::move(*database);
}

constexpr Migration kFirst{"9001_shop", "CREATE TABLE shop (name TEXT); -- a note; with a semicolon\n"};
constexpr Migration kSecond{"9002_open",
                            "ALTER TABLE shop ADD COLUMN open INTEGER;\nINSERT INTO shop VALUES ('A', 1);"};

std::vector<Migration> embedded_and(std::initializer_list<Migration> more) {
  const auto embedded = storage::embedded_migrations();
  std::vector<Migration> all(embedded.begin(), embedded.end());
  all.insert(all.end(), more);
  return all;
}

}  // namespace

TEST_CASE("what was written is there after closing and opening again") {
  const TempFolder folder;
  const auto file = folder.path() / "new" / "catalogue.db";
  REQUIRE(opened(file)->write("test", [](Database& db) { return run(db, "CREATE TABLE t AS SELECT 7 AS n"); }));
  CHECK(number(*opened(file), "SELECT n FROM t") == 7);
}

TEST_CASE("work that fails or throws leaves nothing behind") {
  const TempFolder folder;
  const auto database = opened(folder.path() / "a.db");
  REQUIRE(database->write("test", [](Database& db) { return run(db, "CREATE TABLE t (n INTEGER)"); }));
  const auto failed = database->write("test", [](Database& db) -> Result<void> {
    if (auto done = run(db, "INSERT INTO t VALUES (1)"); !done) return done;
    return fail(Code::rejected, "row 1", "it is not wanted");
  });
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == Code::rejected);
  CHECK_THROWS(database->write("test", [](Database& db) -> Result<void> {
    if (auto done = run(db, "INSERT INTO t VALUES (2)"); !done) return done;
    throw std::runtime_error("a bug");
  }));
  CHECK(number(*database, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("values come back as they were bound") {
  const TempFolder folder;
  const auto database = opened(folder.path() / "a.db");
  const std::string bytes("a\0b\xff", 4);
  REQUIRE(database->read([&](Database& db) -> Result<void> {
    auto row = db.prepare("SELECT ?, ?, ?, ?, ?");
    row->bind(std::int64_t{1} << 62).bind(0.1).bind(std::string_view()).bind_null().bind_blob(bytes);
    REQUIRE(row->step().value());
    CHECK(row->integer(0) == std::int64_t{1} << 62);
    CHECK(row->real(1) == 0.1);
    CHECK_FALSE(row->is_null(2));
    CHECK(row->text(2).empty());
    CHECK(row->is_null(3));
    CHECK(row->text(4) == bytes);
    return {};
  }));
}

TEST_CASE("binding more values than there are is an error, not a lost value") {
  const TempFolder folder;
  const auto database = opened(folder.path() / "a.db");
  REQUIRE(database->read([](Database& db) -> Result<void> {
    auto row = db.prepare("SELECT ?");
    CHECK_FALSE(row->bind(std::int64_t{1}).bind(std::int64_t{2}).step());
    return {};
  }));
}

TEST_CASE("a file that is no database is corrupt and is named") {
  const TempFolder folder;
  const auto file = folder.path() / "a.db";
  std::ofstream(file) << std::string(5000, 'x');
  const auto database = Database::open(file);
  REQUIRE_FALSE(database);
  CHECK(database.error().code == Code::corrupt);
  CHECK(database.error().place == file.string());
}

TEST_CASE("migrations run once, in order, and later ones are added") {
  const TempFolder folder;
  const auto database = opened(folder.path() / "a.db");
  REQUIRE(migrate(*database, embedded_and({kFirst})));
  REQUIRE(migrate(*database, embedded_and({kFirst, kSecond})));
  REQUIRE(migrate(*database, embedded_and({kFirst, kSecond})));
  CHECK(number(*database, "SELECT count(*) FROM shop") == 1);
}

TEST_CASE("a migration that fails half way leaves neither its tables nor its record") {
  const TempFolder folder;
  const auto database = opened(folder.path() / "a.db");
  const Migration broken{"9001_shop", "CREATE TABLE shop (name TEXT); CREATE TABLE shop (name TEXT);"};
  CHECK_FALSE(migrate(*database, embedded_and({broken})));
  REQUIRE(migrate(*database, embedded_and({kFirst, kSecond})));
}

TEST_CASE("a migration that was changed after it ran is corrupt and is named") {
  const TempFolder folder;
  const auto database = opened(folder.path() / "a.db");
  REQUIRE(migrate(*database, embedded_and({kFirst})));
  const auto changed = migrate(*database, embedded_and({{kFirst.name, "CREATE TABLE shop (other TEXT);"}}));
  REQUIRE_FALSE(changed);
  CHECK(changed.error().code == Code::corrupt);
  CHECK(changed.error().place == "migration 9001_shop");
}

TEST_CASE("a database of a newer version is refused") {
  const TempFolder folder;
  const auto file = folder.path() / "a.db";
  REQUIRE(migrate(*opened(file), embedded_and({kFirst})));
  const auto older = Database::open(file);
  REQUIRE_FALSE(older);
  CHECK(older.error().code == Code::conflict);
  CHECK(older.error().text().find("newer version") != std::string::npos);
}

namespace {

constexpr std::string_view kCount = "SELECT count(*) FROM t";
constexpr std::string_view kInsert = "INSERT INTO t VALUES (1)";

std::unique_ptr<Database> with_a_table(const TempFolder& folder) {
  auto database = opened(folder.path() / "a.db");
  REQUIRE(database->write("test", [](Database& db) { return run(db, "CREATE TABLE t (n INTEGER)"); }));
  return database;
}

std::int64_t number_elsewhere(Database& database) {
  return std::async(std::launch::async, [&] { return number(database, kCount); }).get();
}

}  // namespace

TEST_CASE("who reads does not wait for who writes, and sees nothing of it before it is committed") {
  const TempFolder folder;
  const auto database = with_a_table(folder);
  const auto written = database->write("test", [&](Database& db) -> Result<void> {
    if (auto done = run(db, kInsert); !done) return done;
    CHECK(number_elsewhere(*database) == 0);
    CHECK(number(*database, kCount) == 1);  // whoever writes sees it
    return {};
  });
  REQUIRE(written);
  CHECK(number(*database, kCount) == 1);
}

TEST_CASE("what is read within one reading is of one moment, and keeps nobody from writing") {
  const TempFolder folder;
  const auto database = with_a_table(folder);
  const auto read = database->read([&](Database& db) -> Result<void> {
    const auto count = [&] {
      auto statement = db.prepare(kCount);
      REQUIRE(statement);
      REQUIRE(statement->step());
      return statement->integer(0);
    };
    CHECK(count() == 0);
    const auto write = [&] { return database->write("test", [](Database& own) { return run(own, kInsert); }); };
    CHECK(std::async(std::launch::async, write).get());
    CHECK(count() == 0);
    CHECK(number(*database, kCount) == 1);
    return {};
  });
  CHECK(read);
}

TEST_CASE("what is read cannot be changed meanwhile by mistake") {
  const TempFolder folder;
  const auto database = with_a_table(folder);
  CHECK(!database->read([](Database& db) { return run(db, kInsert); }));
  CHECK(number(*database, kCount) == 0);
}
