// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite_error.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>

namespace shelfcast::storage {
namespace {

struct Meaning {
  int sqlite;
  Code code;
  const char* sentence;
};

constexpr Meaning kMeanings[] = {
    {SQLITE_CORRUPT, Code::corrupt, "the database is damaged"},
    {SQLITE_NOTADB, Code::corrupt, "the database is damaged, or it is another kind of file"},
    {SQLITE_FULL, Code::unavailable, "the disk is full"},
    {SQLITE_BUSY, Code::unavailable, "another process keeps the database locked"},
    {SQLITE_LOCKED, Code::unavailable, "another statement keeps the database locked"},
    {SQLITE_IOERR, Code::unavailable, "the disk cannot be read or written"},
    {SQLITE_CANTOPEN, Code::unavailable, "the database cannot be opened"},
    {SQLITE_READONLY, Code::unavailable, "the database cannot be written"},
    {SQLITE_PERM, Code::unavailable, "the database may not be opened"},
    {SQLITE_CONSTRAINT, Code::conflict, "the database forbids it"},
};

}  // namespace

std::unexpected<Error> sqlite_failure(sqlite3* db, int code) {
  const char* name = db == nullptr ? nullptr : sqlite3_db_filename(db, "main");
  const std::string place = name == nullptr ? "" : name;
  const std::string said = db == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(db);
  if (db != nullptr && sqlite3_system_errno(db) == ENOSPC) code = SQLITE_FULL;  // told as one of many I/O errors
  for (const auto& meaning : kMeanings) {
    if (meaning.sqlite == (code & 0xFF))
      return fail(meaning.code, place, fmt::format("{}: {}", meaning.sentence, said));
  }
  return fail(Code::invalid, place, "the database refused: " + said);
}

}  // namespace shelfcast::storage
