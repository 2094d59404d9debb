// SPDX-License-Identifier: Apache-2.0
// Any bytes as a change: understood or refused; what is understood is joined, remembered and read back as it was.
#include "sources/changes/joining.hpp"
#include "sources/row_bytes.hpp"

#include <cstdint>
#include <cstdlib>

using namespace shelfcast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto change = sources::parse_envelope({reinterpret_cast<const char*>(data), size});
  if (!change || !*change) return 0;
  if ((*change)->kind == sources::Change::Kind::truncate) return 0;  // of a whole table: never joined
  const auto& table = *(*change)->table;
  sources::OrderRecord order;
  if (table.name == "transactions") static_cast<void>(sources::take_transaction(order, **change, "DE"));
  if (table.name == "transaction_products") {
    order.transaction = {
        .version = {}, .mine = true, .cancelled = false, .removed = false, .happened = Instant{}, .updated = {}};
    static_cast<void>(sources::take_line(order, **change));
  }
  const sources::KnownInFull known(TimeZone::utc(), 0);
  for (const auto& line : sources::lines_to_tell(order, "order", known)) {
    const auto bytes = sources::encode(line);
    if (!sources::decode_line(bytes)) std::abort();
  }
  const auto stored = sources::encode(order);
  const auto read = sources::decode_order(stored);
  if (!read || sources::encode(*read) != stored) std::abort();
  return 0;
}
