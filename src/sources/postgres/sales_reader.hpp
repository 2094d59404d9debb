// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/sources/source.hpp"
#include "sources/postgres/connection.hpp"
#include "sources/postgres/position.hpp"
#include "sources/postgres/sales_queries.hpp"
#include "sources/postgres/told_lines.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace shelfcast::sources {

/// What reading a warehouse's tables needs.
struct Telling {
  Connection& connection;
  Sink& sink;
  PostgresPosition& position;  ///< the one being made: told what was seen
  Instant now;                 ///< by the server's clock, when its snapshot was taken
  Since since;                 ///< from when on rows are told as news
};

/// A joined row as it was understood; its texts hold as long as the row.
struct ReadLine {
  RawLine line;
  std::string_view day;  ///< by which it is counted
  std::optional<Instant> order_updated;
  std::optional<Instant> line_updated;
  std::uint32_t content = 0;  ///< a digest of what it says

  [[nodiscard]] ToldLine to_remember() const;
};

/// Streams joined rows: those that can be read to a visitor, the others to the sink's rejects.
class SalesReader {
 public:
  SalesReader(const Telling& telling, std::string source) : telling_(telling), source_(std::move(source)) {}

  using Visit = std::function<Result<void>(const ReadLine&)>;
  Result<void> read(const std::string& query, const Visit& visit);

  [[nodiscard]] const std::string& source() const { return source_; }

 private:
  Result<void> take(Connection::Cells cells, const Visit& visit);
  void notice(const ReadLine& line);

  const Telling& telling_;
  std::string source_;
};

/// The moment as an instant: a date is its beginning in UTC.
Instant instant_of(const Moment& moment);

}  // namespace shelfcast::sources
