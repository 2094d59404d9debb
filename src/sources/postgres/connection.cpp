// SPDX-License-Identifier: Apache-2.0
#include "sources/postgres/connection.hpp"

#include "sources/postgres/copy_text.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <array>
#include <utility>

namespace shelfcast::sources {
namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
struct FreeAnswer {
  void operator()(PGresult* answer) const { PQclear(answer); }
};
struct FreeMemory {
  void operator()(void* memory) const { PQfreemem(memory); }
};
using Answer = std::unique_ptr<PGresult, FreeAnswer>;

constexpr int kCopyFailed = -2;  // what PQgetCopyData answers besides a length, and -1 at the end
constexpr std::string_view kPostgres = "postgresql://";

/// A message of libpq or the server as one sentence: its first line, without the "ERROR:" before it.
std::string sentence_of(std::string_view message) {
  message = message.substr(0, message.find('\n'));
  for (const std::string_view prefix : {"ERROR:  ", "FATAL:  "}) {
    if (message.starts_with(prefix)) message.remove_prefix(prefix.size());
  }
  return message.empty() ? "the connection was lost" : std::string(message);
}

/// By the class of its SQLSTATE: whether trying again may help.
bool may_pass(std::string_view state) {
  constexpr std::array kPassing = {"08", "53", "57", "58", "40", "55", "XX", "25"};
  if (state.empty()) return true;
  for (const std::string_view passing : kPassing) {
    if (state.starts_with(passing)) return true;
  }
  return false;
}

std::unexpected<Error> failure_of(const PGresult* answer, const std::string& place) {
  const char* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  const char* message = PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
  const auto sentence = sentence_of(message != nullptr ? message : PQresultErrorMessage(answer));
  return fail(may_pass(state == nullptr ? "" : state) ? Code::unavailable : Code::rejected, place, sentence);
}

}  // namespace

Result<Address> parse_address(std::string_view text) {
  const std::string given(text);
  char* ignored = nullptr;  // libpq's message repeats what it could not read, which may be a password
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(given.c_str(), &ignored));
  const std::unique_ptr<char, FreeMemory> message(ignored);
  if (!options) {
    return fail(Code::invalid, "the connection to PostgreSQL",
                "is not written as postgresql://user@host:port/database?parameter=value");
  }
  std::string host;
  std::string port;
  std::string database;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    const std::string_view keyword = option->keyword;
    const std::string_view value = option->val == nullptr ? "" : option->val;
    const bool secret = keyword == "password" || keyword == "sslpassword";
    if (secret && !value.empty()) {
      return fail(Code::invalid, "the connection to PostgreSQL",
                  "must not hold a password: give it as SHELFCAST_POSTGRES_PASSWORD or postgres.password_file, or in "
                  "libpq's own password file");
    }
    if (keyword == "host") host = value;
    if (keyword == "port" && !value.empty()) port = fmt::format(":{}", value);
    if (keyword == "dbname") database = value;
  }
  return Address{given, fmt::format("{}{}{}/{}", kPostgres, host, port, database)};
}

void Connection::Close::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

Result<Connection> Connection::open(const Address& address, const ConnectionOptions& options) {
  // Later words win: the address may name all but the password, which never stands in it.
  const std::array<const char*, 6> words = {"application_name", "connect_timeout", "password",
                                            "dbname",           "client_encoding", nullptr};
  const char* password = options.password.empty() ? nullptr : options.password.c_str();
  const std::array<const char*, 6> values = {"shelfcast", "10", password, address.text.c_str(), "UTF8", nullptr};
  Connection opened(std::unique_ptr<pg_conn, Close>(PQconnectdbParams(words.data(), values.data(), 1)), address.place);
  if (PQstatus(opened.connection_.get()) != CONNECTION_OK) return opened.lost();
  PQsetNoticeProcessor(opened.connection_.get(), [](void*, const char*) {}, nullptr);
  if (auto begun = opened.begin(options); !begun) return std::unexpected(begun.error());
  return opened;
}

/// The snapshot is taken by the first query of the transaction, so that there is one at once. One process and no
/// shared scans: the same rows come in the same order as long as nothing changes.
Result<void> Connection::begin(const ConnectionOptions& options) {
  const auto milliseconds = std::chrono::milliseconds(options.statement_timeout).count();
  const auto settings = fmt::format(
      "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET statement_timeout = {}; SET synchronize_seqscans = off; "
      "SET max_parallel_workers_per_gather = 0; SET jit = off",
      milliseconds);
  for (const auto& statement :
       {settings, std::string("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"), std::string("SELECT 1")}) {
    if (const auto done = query(statement); !done) return std::unexpected(done.error());
  }
  return {};
}

std::unexpected<Error> Connection::lost() const {
  return fail(Code::unavailable, place_, sentence_of(PQerrorMessage(connection_.get())));
}

Result<std::vector<std::vector<std::string>>> Connection::query(const std::string& sql) {
  const Answer answer(PQexec(connection_.get(), sql.c_str()));
  if (!answer) return lost();
  const auto status = PQresultStatus(answer.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return failure_of(answer.get(), place_);
  std::vector<std::vector<std::string>> rows(static_cast<std::size_t>(PQntuples(answer.get())));
  for (int row = 0; row < PQntuples(answer.get()); ++row) {
    for (int cell = 0; cell < PQnfields(answer.get()); ++cell) {
      rows[static_cast<std::size_t>(row)].emplace_back(PQgetvalue(answer.get(), row, cell),
                                                       static_cast<std::size_t>(PQgetlength(answer.get(), row, cell)));
    }
  }
  return rows;
}

Result<void> Connection::copy(const std::string& select, const std::function<Result<void>(Cells)>& visit) {
  const Answer begun(PQexec(connection_.get(), fmt::format("COPY ({}) TO STDOUT", select).c_str()));
  if (!begun) return lost();
  if (PQresultStatus(begun.get()) != PGRES_COPY_OUT) return failure_of(begun.get(), place_);
  CopyRow row;
  while (true) {
    char* bytes = nullptr;
    const int length = PQgetCopyData(connection_.get(), &bytes, 0);
    const std::unique_ptr<char, FreeMemory> held(bytes);
    if (length == kCopyFailed) return lost();
    if (length < 0) break;
    if (const auto told = visit(row.split({bytes, static_cast<std::size_t>(length)})); !told) return told;
  }
  // Only the end of the command says that these were all rows.
  const Answer ended(PQgetResult(connection_.get()));
  if (!ended) return lost();
  if (PQresultStatus(ended.get()) != PGRES_COMMAND_OK) return failure_of(ended.get(), place_);
  while (const Answer rest{PQgetResult(connection_.get())}) {
  }
  return {};
}

std::string Connection::quoted(std::string_view literal) const {
  const std::unique_ptr<char, FreeMemory> text(PQescapeLiteral(connection_.get(), literal.data(), literal.size()));
  return text ? std::string(text.get()) : "''";
}

}  // namespace shelfcast::sources
