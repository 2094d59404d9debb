// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/sources/source.hpp"
#include "sources/changes/envelope.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// What is known of a transaction.
struct KnownTransaction {
  ChangeVersion version;
  bool mine = false;  ///< of the marketplace that asks
  bool cancelled = false;
  bool removed = false;
  Moment happened;
  std::optional<Moment> updated;
};

/// What is known of a line, and what was told of it.
struct KnownLine {
  std::string line;
  ChangeVersion version;
  bool returned = false;
  bool removed = false;
  bool refused = false;  ///< its transaction never came, and that was told
  std::string product;
  Micro quantity = 0;
  std::optional<Minor> unit_price;
  std::optional<Minor> line_total;
  std::optional<Moment> updated;

  Instant told;                    ///< as of when the last telling counts; 0: never told
  std::uint32_t told_content = 0;  ///< a digest of it
};

/// A transaction and its lines, whichever came first: what it takes to join them.
struct OrderRecord {
  std::optional<KnownTransaction> transaction;
  std::vector<KnownLine> lines;
  std::int32_t touched = 0;  ///< the day of its newest change
  bool waiting = false;      ///< how it stands in the index by age
};

std::string encode(const OrderRecord& record);
/// nullopt where the bytes are no record.
std::optional<OrderRecord> decode_order(std::string_view bytes);

}  // namespace shelfcast::sources
