// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

namespace shelfcast::sources {

/// A connection string that was looked at: whom it leads to, without what is secret.
struct Address {
  std::string text;   ///< as it was given
  std::string place;  ///< "postgresql://host:port/database", for messages and names
};

/// `invalid` where libpq cannot read it, or where it holds a password.
Result<Address> parse_address(std::string_view text);

struct ConnectionOptions {
  std::string password;
  std::chrono::seconds statement_timeout{0};
};

/// One read-only transaction with one snapshot (REPEATABLE READ) of one database. For one thread.
///
/// Failure: `unavailable` - not reached, lost, or stopped by a timeout; `rejected` - a statement that the database
///          refuses, as for a lack of rights. No message ever holds a password. After a failure: close it.
class Connection {
 public:
  static Result<Connection> open(const Address& address, const ConnectionOptions& options);

  using Cells = std::span<const std::string_view>;
  /// All rows of a small answer; NULL is "".
  Result<std::vector<std::vector<std::string>>> query(const std::string& sql);
  /// Streams the rows of a SELECT by COPY; the cells hold until `visit` returns, whose failure ends it.
  Result<void> copy(const std::string& select, const std::function<Result<void>(Cells)>& visit);

  [[nodiscard]] std::string quoted(std::string_view literal) const;
  [[nodiscard]] const std::string& place() const { return place_; }

 private:
  struct Close {
    void operator()(pg_conn* connection) const;
  };
  Connection(std::unique_ptr<pg_conn, Close> connection, std::string place)
      : connection_(std::move(connection)), place_(std::move(place)) {}
  Result<void> begin(const ConnectionOptions& options);
  [[nodiscard]] std::unexpected<Error> lost() const;

  std::unique_ptr<pg_conn, Close> connection_;
  std::string place_;
};

}  // namespace shelfcast::sources
