// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/features.hpp"
#include "shelfcast/domain/panel.hpp"

#include <vector>

namespace shelfcast::training {

/// How soon products come back that are out of stock. Without chances (where no stock is told) all count as in stock.
class Restock {
 public:
  Restock() = default;
  explicit Restock(std::vector<double> chances) : chances_(std::move(chances)) {}
  /// Learns from the stock-outs that had begun by `origin`, as they stood then.
  static Restock learnt(const domain::Panel& panel, Day origin);

  /// How much of a slice of days after `origin` a product of a panel will probably be in stock.
  [[nodiscard]] double in_stock(const domain::Panel& panel, std::size_t row, Day origin,
                                const domain::Band& slice) const;
  [[nodiscard]] bool speaks() const { return !chances_.empty(); }
  /// By how long a product has been out: the chance that it is back the next day, or week, as the source tells.
  [[nodiscard]] const std::vector<double>& chances() const { return chances_; }
  [[nodiscard]] bool is_sound() const;

 private:
  std::vector<double> chances_;
};

}  // namespace shelfcast::training
