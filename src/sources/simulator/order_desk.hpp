// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/random.hpp"
#include "sources/simulator/assortment.hpp"
#include "sources/simulator/customers.hpp"
#include "sources/simulator/faults.hpp"
#include "sources/simulator/price_plan.hpp"
#include "sources/simulator/transaction_files.hpp"

#include <cstdint>
#include <vector>

namespace shelfcast::sources::simulator {

/// What the desk looks up.
struct Shop {
  const SimulationOptions& options;
  const Assortment& assortment;
  const PricePlan& prices;
  const Customers& customers;
  const Span& span;
  const TimeZone& zone;
  Faults& faults;
};

/// Turns a day's purchases into orders and lets happen to them what happens to orders: some are learnt of late, some
/// are cancelled, some lines come back, some rows are written twice, some are broken.
class OrderDesk {
 public:
  OrderDesk(const Shop& shop, TransactionFiles& files, SimulationSummary& summary);

  /// Days in their order, each once.
  void run_day(int day, std::vector<Purchase>& purchases);

 private:
  struct Basket {
    std::size_t first;
    std::size_t count;
  };
  std::vector<Basket> fill_baskets(const std::vector<Purchase>& purchases);
  std::vector<Instant> moments(int day, std::size_t count);
  Order take_order(int day, Instant at, std::span<const Purchase> basket);
  void file(int day, Order& order);
  void correct_later(int day, Order order);
  std::uint64_t mark_returns(Order& order);
  bool postpone(int until, Order order);
  void write(const Order& order);

  const Shop& shop_;
  TransactionFiles& files_;
  SimulationSummary& summary_;
  Random random_;
  int today_ = 0;
  std::vector<std::vector<Order>> waiting_;  // by the day on which they become known
  std::uint64_t next_order_ = 1'000'001;
  std::uint64_t next_line_ = 5'000'001;
  std::uint64_t lines_until_broken_;
};

}  // namespace shelfcast::sources::simulator
