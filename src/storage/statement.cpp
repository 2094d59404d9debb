// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/database.hpp"
#include "storage/sqlite_error.hpp"

#include <sqlite3.h>

#include <utility>

namespace shelfcast::storage {

Statement::Statement(Statement&& other) noexcept
    : db_(other.db_),
      statement_(std::exchange(other.statement_, nullptr)),
      bound_(other.bound_),
      bind_failure_(other.bind_failure_) {}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

Statement& Statement::bind(std::int64_t value) {
  return checked(sqlite3_bind_int64(statement_, ++bound_, value));
}

Statement& Statement::bind(double value) {
  return checked(sqlite3_bind_double(statement_, ++bound_, value));
}

Statement& Statement::bind(std::string_view value) {
  // An empty view may point nowhere, which SQLite would take for NULL.
  const char* const bytes = value.empty() ? "" : value.data();
  return checked(sqlite3_bind_text64(statement_, ++bound_, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

Statement& Statement::bind_blob(std::string_view bytes) {
  const char* const first = bytes.empty() ? "" : bytes.data();
  return checked(sqlite3_bind_blob64(statement_, ++bound_, first, bytes.size(), SQLITE_TRANSIENT));
}

Statement& Statement::bind_null() {
  return checked(sqlite3_bind_null(statement_, ++bound_));
}

Statement& Statement::checked(int outcome) {
  if (bind_failure_ == SQLITE_OK) bind_failure_ = outcome;
  return *this;
}

Result<bool> Statement::step() {
  if (bind_failure_ != SQLITE_OK) return sqlite_failure(db_, bind_failure_);
  const int outcome = sqlite3_step(statement_);
  if (outcome == SQLITE_ROW) return true;
  if (outcome == SQLITE_DONE) return false;
  return sqlite_failure(db_, outcome);
}

void Statement::reset() {
  sqlite3_reset(statement_);
  bound_ = 0;
  bind_failure_ = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string Statement::text(int column) const {
  const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes == nullptr ? std::string() : std::string(bytes, size);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

}  // namespace shelfcast::storage
