// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/domain/running.hpp"
#include "shelfcast/ranking/cube.hpp"

#include <span>
#include <vector>

namespace shelfcast::refresh {

/// Something of each product of a panel in each of some periods.
class Sums {
 public:
  Sums(const domain::Panel& panel, std::size_t periods);

  [[nodiscard]] domain::Expected& at(std::size_t row, std::size_t period) { return values_[row * periods_ + period]; }
  /// Nothing where the panel has no such product.
  [[nodiscard]] domain::Expected of(ProductId product, std::size_t period) const;

 private:
  std::size_t periods_;
  std::vector<ProductId> products_;  // ascending
  std::vector<domain::Expected> values_;
};

/// What was sold in the periods up to the panel's cut.
Sums sold_over(const domain::Panel& panel, std::span<const Period> periods);

/// What a panel leads to expect after its cut. The panel must outlive it.
class Outlook {
 public:
  static Result<Outlook> from(const domain::Panel& panel, const ranking::Forecast& forecast);

  /// Rounded as a table of these boundaries rounds it, wherever a period begins and ends with them.
  [[nodiscard]] Result<Sums> over(std::span<const Period> periods, std::span<const Day> boundaries) const;
  /// What the running days add to it.
  [[nodiscard]] Result<Sums> today(const domain::Running& running, std::span<const Period> periods) const;

 private:
  struct Told {
    std::vector<std::size_t> rows;
    std::vector<double> units;
  };
  explicit Outlook(const domain::Panel& panel) : panel_(panel) {}
  [[nodiscard]] Result<ranking::Cells> cells(ranking::Edges edges) const;

  const domain::Panel& panel_;
  std::vector<Told> told_;
};

}  // namespace shelfcast::refresh
