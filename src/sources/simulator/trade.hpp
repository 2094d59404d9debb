// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/simulator/csv_file.hpp"
#include "sources/simulator/demand.hpp"
#include "sources/simulator/faults.hpp"
#include "sources/simulator/order.hpp"
#include "sources/simulator/shelf.hpp"

#include <filesystem>
#include <vector>

namespace shelfcast::sources::simulator {

/// Lets customers buy what the demand model says and the shelves hold, product by product; writes the truth and the
/// stock levels on the way:  open run* close.
class Trade {
 public:
  static Result<Trade> open(const SimulationOptions& options, const Assortment& assortment, const Span& span,
                            const Faults& faults);

  /// The product's whole span. `units` is its true mean demand by day.
  void run(const ProductRow& product, const Habits& habits, std::span<const double> units);
  Result<void> close();
  /// What was bought on each day of the history, by product.
  std::vector<std::vector<Purchase>> take_purchases() { return std::move(purchases_); }

 private:
  Trade(const SimulationOptions& options, const Assortment& assortment, const Span& span, const Faults& faults,
        CsvFile truth, CsvFile levels);
  void open(Shelf& shelf, std::size_t place, int day, std::span<const double> units, Random& random) const;
  void buy(std::size_t day, Purchase purchase) { purchases_[day].push_back(purchase); }
  void observe_level(const ProductRow& product, int day, std::uint64_t level);

  const SimulationOptions* options_;
  const Assortment* assortment_;
  Span span_;
  const Faults* faults_;
  CsvFile truth_;
  CsvFile levels_;
  std::vector<std::vector<Purchase>> purchases_;
};

}  // namespace shelfcast::sources::simulator
