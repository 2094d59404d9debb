// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace shelfcast::storage {

/// One prepared statement. Bind by position from 1 in the order of the calls, step through rows, read by column from 0.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  ~Statement();

  Statement& bind(std::int64_t value);
  Statement& bind(double value);
  Statement& bind(std::string_view value);
  Statement& bind_blob(std::string_view bytes);
  Statement& bind_null();
  /// Whether there is a (further) row.
  Result<bool> step();
  /// Makes it ready to be bound and run again.
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;  ///< also for blobs
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Database;
  Statement(sqlite3* db, sqlite3_stmt* statement) : db_(db), statement_(statement) {}
  Statement& checked(int outcome);

  sqlite3* db_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
  int bind_failure_ = 0;  // the first one; `step` reports it
};

/// The relational side of the house (SQLite, WAL, fully synchronous). `open` brings the schema up to date with the
/// numbered files of migrations/, which are part of the binary; a migration that was changed after it ran is `corrupt`.
///
/// Any thread may call anything. One writes at a time; who reads waits for nobody, and nobody for them. Statements are
/// for one thread, inside `read` or `write`.
/// Failure: `unavailable` - the disk is full, gone or locked; `corrupt` - the file is damaged or no database of ours;
///          `conflict` - a constraint forbids it, or the schema is from a newer version; `invalid` - the SQL is wrong.
class Database {
 public:
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file);
  /// One of nobody else, without a schema, gone with this object.
  static Result<std::unique_ptr<Database>> in_memory();
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs `work` in one transaction that is durable when `write` returns well, and undone where `work` fails.
  Result<void> write(std::string_view stop_point, const std::function<Result<void>(Database&)>& work);
  /// Runs `work` on a connection of its own, which sees what was committed when it began; inside `write` on that one,
  /// which sees what was written.
  Result<void> read(const std::function<Result<void>(Database&)>& work);
  /// Whether every page and index is whole; `corrupt` says what is not. SQLite keeps no checksums: a value that became
  /// another value is not found.
  Result<void> check();
  /// Only inside `read` or `write`, of the database that these hand out.
  Result<Statement> prepare(std::string_view sql);
  /// The next statement of a script, which it is cut off from; nullopt at the end of the script.
  Result<std::optional<Statement>> prepare_next(std::string_view& script);

 private:
  explicit Database(sqlite3* db) : db_(db) {}
  /// One that nobody uses, or a new one.
  Result<std::unique_ptr<Database>> take_reader();

  sqlite3* db_;
  std::filesystem::path file_;                // empty: no other connection can be had, reading waits for its turn
  std::recursive_mutex lock_;                 // held by who writes
  std::atomic<std::thread::id> writer_ = {};  // who that is
  std::mutex using_readers_;                  // guards what follows
  std::vector<std::unique_ptr<Database>> readers_;
};

}  // namespace shelfcast::storage
