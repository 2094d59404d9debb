// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/tag.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::control {

/// What people call products, each for themselves. Any thread.
class Tags {
 public:
  virtual ~Tags() = default;

  /// By name; of one product, those that it has.
  [[nodiscard]] virtual Result<std::vector<domain::CountedTag>> list(const domain::TagOwner& owner,
                                                                     std::optional<ProductId> product) const = 0;
  /// Those that have this tag, ascending; none where there is no such tag.
  [[nodiscard]] virtual Result<std::vector<ProductId>> products(const domain::TagOwner& owner,
                                                                std::string_view tag) const = 0;
  /// All of it or nothing: `invalid` where it would be more tags, or more tagged products, than one may have.
  virtual Result<void> change(const domain::TagOwner& owner, const domain::TagChange& change) = 0;
};

}  // namespace shelfcast::control
