// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/tag.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::catalogue {

/// What people call products, each for themselves (SQLite). A tag that no product has is gone. Any thread.
class TagBook {
 public:
  /// Of one owner.
  struct Limits {
    std::size_t tags = 100;
    std::size_t products = 100'000;  ///< counted once for each tag
  };
  explicit TagBook(storage::Database& database) : TagBook(database, Limits{}) {}
  TagBook(storage::Database& database, Limits limits) : database_(database), limits_(limits) {}

  /// By name; of one product, those that it has.
  [[nodiscard]] Result<std::vector<domain::CountedTag>> list(const domain::TagOwner& owner,
                                                             std::optional<ProductId> product) const;
  /// Ascending.
  [[nodiscard]] Result<std::vector<ProductId>> products(const domain::TagOwner& owner, std::string_view tag) const;
  /// All of it or nothing: `invalid` beyond the limits.
  Result<void> change(const domain::TagOwner& owner, const domain::TagChange& change);

 private:
  storage::Database& database_;
  Limits limits_;
};

}  // namespace shelfcast::catalogue
