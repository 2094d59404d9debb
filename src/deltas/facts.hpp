// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/domain/sale.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The encoding of the facts: one record per order, with the newest known version of each of its lines.
///
/// Key:   marketplace u32 big-endian, the order's own id.
/// Value: lines, each: id as text, product varint, day (signed), second of the day and one (varint, 0: only the day is
///        known), learnt in seconds relative to the day's begin in UTC (signed), units and amount (signed).
namespace shelfcast::deltas {

struct FactLine {
  std::string_view line;  ///< views into the record or the sale it came from
  ProductId product;
  Day day;
  Instant learnt;
  Micro units = 0;
  Minor amount = 0;
  std::int32_t second = domain::kNoTime;
};

std::string fact_key(MarketplaceId marketplace, std::string_view order);
void encode(std::string& out, const std::vector<FactLine>& lines);
/// Appends the record's lines; false where it is damaged.
bool decode_into(std::vector<FactLine>& lines, std::string_view record);

}  // namespace shelfcast::deltas
