// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/catalogue.hpp"
#include "shelfcast/domain/sale.hpp"
#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/storage/store.hpp"

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::ingest {

struct StoredDeadLetter {
  std::string key;  ///< printable, unique within the marketplace, permanent: "orders.csv:row 17:00c0ffee00c0ffee"
  domain::DeadLetter letter;
};

/// The rows that could not be accepted, kept until they are replayed or dropped. The same row at the same position of
/// the same source is one letter however often it is read; its first telling stays. A letter that waits for a product
/// is parked: it is tried again when the product appears. Any thread.
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

  /// Queues the rows of these letters again, and forgets the letters in the same write: what is refused once more comes
  /// back. Letters whose rows could not be read stay: they are mended at their source. Returns how many were queued.
  Result<std::size_t> replay(const domain::Marketplace& marketplace, std::span<const std::string> keys,
                             eventlog::EmbeddedLog& log);
  /// The same for all letters that wait for a product which is `known` now.
  Result<std::size_t> release(const domain::Marketplace& marketplace,
                              const std::function<Result<bool>(std::string_view product)>& known,
                              eventlog::EmbeddedLog& log);
  /// Forgets these letters; returns how many there were.
  Result<std::size_t> drop(MarketplaceId marketplace, std::span<const std::string> keys);

 private:
  [[nodiscard]] Result<std::optional<domain::DeadLetter>> find(MarketplaceId marketplace, std::string_view key) const;

  storage::Store& store_;
  std::mutex moving_;  // letters are moved by one thread at a time
};

}  // namespace shelfcast::ingest
