// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <optional>

namespace shelfcast::features {

/// A panel as members of products want it: days out of stock without a sale are filled with what the product sold
/// before, for four weeks; a product that is out for longer has left. What a day is filled with follows from earlier
/// days alone, so that one panel serves every origin. Where no stock is told it is the panel itself; nothing is copied.
class Demand {
 public:
  explicit Demand(const domain::Panel& sold);
  [[nodiscard]] const domain::Panel& panel() const { return filled_ ? *filled_ : sold_; }

 private:
  const domain::Panel& sold_;
  std::optional<domain::Panel> filled_;
};

/// Whether anything was out of stock, as far as the source tells.
bool is_stock_told(const domain::Panel& panel);

}  // namespace shelfcast::features
