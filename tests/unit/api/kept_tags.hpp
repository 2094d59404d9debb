// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/catalogue/tag_book.hpp"
#include "shelfcast/control/tags.hpp"

namespace shelfcast::test {

/// Tags in a real book of few pages.
class KeptTags final : public control::Tags {
 public:
  explicit KeptTags(storage::Database& database) : book_(database, {.tags = 3, .products = 10}) {}

  [[nodiscard]] Result<std::vector<domain::CountedTag>> list(const domain::TagOwner& owner,
                                                             std::optional<ProductId> product) const override {
    return book_.list(owner, product);
  }
  [[nodiscard]] Result<std::vector<ProductId>> products(const domain::TagOwner& owner,
                                                        std::string_view tag) const override {
    return book_.products(owner, tag);
  }
  Result<void> change(const domain::TagOwner& owner, const domain::TagChange& change) override {
    return book_.change(owner, change);
  }

 private:
  catalogue::TagBook book_;
};

}  // namespace shelfcast::test
