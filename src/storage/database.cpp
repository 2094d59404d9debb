// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/database.hpp"

#include "shelfcast/storage/stop_points.hpp"
#include "storage/migrations.hpp"
#include "storage/sqlite_error.hpp"

#include <sqlite3.h>

#include <system_error>

namespace shelfcast::storage {
namespace {

constexpr int kBusyMilliseconds = 5000;
constexpr const char* kSettings =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768;";

constexpr const char* kReadersSettings = "PRAGMA query_only=ON; PRAGMA cache_size=-8192;";

Result<void> execute(sqlite3* db, const char* sql) {
  const int outcome = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
  if (outcome != SQLITE_OK) return sqlite_failure(db, outcome);
  return {};
}

/// Undoes what was not committed, also where the work left by an exception.
class Transaction {
 public:
  Transaction(sqlite3* db, const char* begin) : db_(db), begin_(begin) {}
  ~Transaction() {
    if (begun_) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  Result<void> begin() {
    auto begun = execute(db_, begin_);
    begun_ = begun.has_value();
    return begun;
  }
  Result<void> commit() {
    auto committed = execute(db_, "COMMIT");
    if (committed) begun_ = false;
    return committed;
  }

 private:
  sqlite3* db_;
  const char* begin_;
  bool begun_ = false;
};

/// Opens a connection; null in `db` only where there is no memory for one.
Result<void> connect(const std::filesystem::path& file, int flags, sqlite3*& db) {
  if (const int opened = sqlite3_open_v2(file.c_str(), &db, flags, nullptr); opened != SQLITE_OK)
    return sqlite_failure(db, opened);
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, kBusyMilliseconds);
  return {};
}

/// Notes which thread writes, as long as it does.
class Writing {
 public:
  explicit Writing(std::atomic<std::thread::id>& writer) : writer_(writer) { writer_ = std::this_thread::get_id(); }
  ~Writing() { writer_ = std::thread::id(); }
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;

 private:
  std::atomic<std::thread::id>& writer_;
};

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file) {
  std::error_code created;
  if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), created);
  if (created) return fail(Code::unavailable, file.string(), "its folder cannot be created: " + created.message());
  sqlite3* db = nullptr;
  const auto connected = connect(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, db);
  std::unique_ptr<Database> database(new Database(db));
  if (!connected) return std::unexpected(connected.error());
  if (auto set = execute(db, kSettings); !set) return std::unexpected(set.error());
  if (auto current = migrate(*database, embedded_migrations()); !current) return std::unexpected(current.error());
  database->file_ = file;
  return database;
}

Result<std::unique_ptr<Database>> Database::in_memory() {
  sqlite3* db = nullptr;
  const auto connected = connect(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, db);
  std::unique_ptr<Database> database(new Database(db));
  if (!connected) return std::unexpected(connected.error());
  return database;
}

Database::~Database() {
  readers_.clear();  // the one that writes goes last: it leaves one file
  sqlite3_close_v2(db_);
}

Result<void> Database::write(std::string_view stop_point, const std::function<Result<void>(Database&)>& work) {
  const std::scoped_lock held(lock_);
  Transaction transaction(db_, "BEGIN IMMEDIATE");
  if (auto begun = transaction.begin(); !begun) return begun;
  const Writing writing(writer_);
  if (auto done = work(*this); !done) return done;
  if (auto committed = transaction.commit(); !committed) return committed;
  passed(stop_point);
  return {};
}

Result<void> Database::read(const std::function<Result<void>(Database&)>& work) {
  if (file_.empty() || writer_ == std::this_thread::get_id()) {
    const std::scoped_lock held(lock_);
    return work(*this);
  }
  auto reader = take_reader();
  if (!reader) return std::unexpected(reader.error());
  Result<void> done;
  {
    Transaction transaction((*reader)->db_, "BEGIN");
    if (auto begun = transaction.begin(); !begun) return begun;
    done = work(**reader);
  }
  const std::scoped_lock guard(using_readers_);
  readers_.push_back(std::move(*reader));
  return done;
}

Result<std::unique_ptr<Database>> Database::take_reader() {
  {
    const std::scoped_lock guard(using_readers_);
    if (!readers_.empty()) {
      auto reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  sqlite3* db = nullptr;
  const auto connected = connect(file_, SQLITE_OPEN_READWRITE, db);
  std::unique_ptr<Database> reader(new Database(db));
  if (!connected) return std::unexpected(connected.error());
  if (auto set = execute(db, kReadersSettings); !set) return std::unexpected(set.error());
  return reader;
}

Result<void> Database::check() {
  return read([](Database& database) -> Result<void> {
    auto check = database.prepare("PRAGMA integrity_check(1)");
    if (!check) return std::unexpected(check.error());
    const auto row = check->step();
    if (!row) return std::unexpected(row.error());
    const std::string found = check->text(0);
    if (found == "ok") return {};
    return fail(Code::corrupt, sqlite3_db_filename(database.db_, "main"), "the database is damaged: " + found);
  });
}

Result<Statement> Database::prepare(std::string_view sql) {
  auto first = prepare_next(sql);
  if (!first) return std::unexpected(first.error());
  if (!*first) return fail(Code::invalid, "", "there is no statement in the SQL");
  return std::move(**first);
}

Result<std::optional<Statement>> Database::prepare_next(std::string_view& script) {
  while (!script.empty()) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    const int outcome = sqlite3_prepare_v2(db_, script.data(), static_cast<int>(script.size()), &statement, &rest);
    if (outcome != SQLITE_OK) return sqlite_failure(db_, outcome);
    script.remove_prefix(static_cast<std::size_t>(rest - script.data()));
    if (statement != nullptr) return std::optional<Statement>(Statement(db_, statement));
  }
  return std::optional<Statement>();
}

}  // namespace shelfcast::storage
