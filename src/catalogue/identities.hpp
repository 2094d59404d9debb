// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace shelfcast::catalogue {

/// The id a source key keeps: a plain decimal integer without leading zeros, below kOwnIds.
std::optional<std::uint32_t> own_value_of(std::string_view key);

/// The id a new thing of `table` gets: its key's own value where that is free, else the next of ours.
Result<std::uint32_t> free_id(storage::Database& database, std::string_view table, std::string_view key);

/// The ids of one marketplace's things of one kind, and new ones where a key is new. For one transaction; it asks for
/// each key once, so that a call costs what it tells and not what is known.
class Identities {
 public:
  /// `table` is `seller`, `category` or `product`.
  static Result<Identities> read(storage::Database& database, std::string_view table, MarketplaceId marketplace);

  Result<std::uint32_t> id_of(const std::string& key);

 private:
  Identities(storage::Database& database, storage::Statement find, std::string_view table, MarketplaceId marketplace)
      : database_(&database), find_(std::move(find)), table_(table), marketplace_(marketplace) {}
  Result<std::uint32_t> create(const std::string& key);

  storage::Database* database_;
  storage::Statement find_;
  std::string_view table_;
  MarketplaceId marketplace_;
  std::unordered_map<std::string, std::uint32_t> ids_;
};

}  // namespace shelfcast::catalogue
