// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/catalogue/tag_book.hpp"
#include "shelfcast/control/tags.hpp"

namespace shelfcast::app {

/// Tags kept by the house in this process.
class LocalTags final : public control::Tags {
 public:
  explicit LocalTags(House& house) : book_(*house.database) {}

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

}  // namespace shelfcast::app
