// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/sale.hpp"
#include "shelfcast/storage/store.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::ingest {

struct StoredDeadLetter {
  std::string key;  ///< printable, unique within the marketplace, permanent: "orders.csv:row 17:00c0ffee00c0ffee"
  domain::DeadLetter letter;
};

/// The rows that could not be accepted, kept for ever. The same row at the same position of the same source is one
/// letter however often it is read; its first telling stays. Any thread.
class DeadLetters {
 public:
  /// The column families of this class, for `Store::open`.
  static std::vector<const storage::Family*> families();

  explicit DeadLetters(storage::Store& store) : store_(store) {}

  /// Adds them to the caller's batch, so that they become durable together with the position they came from.
  void add(MarketplaceId marketplace, std::span<const domain::DeadLetter> letters, storage::Batch& into) const;
  /// In ascending order of keys, those after `after_key` ("" means from the first), at most `at_most`.
  [[nodiscard]] Result<std::vector<StoredDeadLetter>> list(MarketplaceId marketplace, std::string_view after_key,
                                                           std::size_t at_most) const;
  [[nodiscard]] Result<std::uint64_t> count(MarketplaceId marketplace) const;

 private:
  storage::Store& store_;
};

}  // namespace shelfcast::ingest
