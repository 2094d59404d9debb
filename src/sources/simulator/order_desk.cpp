// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/order_desk.hpp"

#include "sources/simulator/departments.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::sources::simulator {
namespace {

constexpr double kLate = 0.002;
constexpr double kCancelled = 0.01;
constexpr double kWrittenTwice = 0.001;
constexpr std::array<double, Order::kMostLines> kBasketSizes{0.40, 0.67, 0.83,
                                                             0.92, 0.97, 1.0};  // cumulative, mean 2.2
constexpr std::array<int, 24> kHours{9,  5,  3,  2,  2,  4,  10, 20, 32, 44, 52, 54,
                                     55, 52, 49, 48, 50, 56, 64, 76, 84, 74, 48, 22};
constexpr std::array<int, 24> kWeekendHours{14, 9,  5,  3,  2,  2,  5,  11, 24, 44, 62, 68,
                                            64, 58, 56, 58, 60, 62, 66, 74, 78, 66, 42, 20};

std::uint64_t lines_between_defects(std::uint64_t lines) {
  const auto kinds = static_cast<std::uint64_t>(Defect::count);
  return std::clamp<std::uint64_t>(lines / (2 * kinds), 1, 10'000);  // a small simulation has every kind too
}

int draw_hour(const std::array<int, 24>& weights, Random& random) {
  int sum = 0;
  for (const int weight : weights) sum += weight;
  auto place = static_cast<int>(random.below(static_cast<std::uint64_t>(sum)));
  int hour = 0;
  for (; place >= weights[static_cast<std::size_t>(hour)]; ++hour) place -= weights[static_cast<std::size_t>(hour)];
  return hour;
}

void shuffle(std::vector<Purchase>& purchases, Random& random) {
  for (std::size_t left = purchases.size(); left > 1; --left)
    std::swap(purchases[left - 1], purchases[random.below(left)]);
}

}  // namespace

OrderDesk::OrderDesk(const Shop& shop, TransactionFiles& files, SimulationSummary& summary)
    : shop_(shop),
      files_(files),
      summary_(summary),
      random_(stream(shop.options.seed, Topic::orders)),
      waiting_(static_cast<std::size_t>(shop.span.history)),
      lines_until_broken_(lines_between_defects(shop.options.lines)) {}

void OrderDesk::run_day(int day, std::vector<Purchase>& purchases) {
  today_ = day;
  shuffle(purchases, random_);
  const auto baskets = fill_baskets(purchases);
  const auto times = moments(day, baskets.size());
  for (std::size_t i = 0; i < baskets.size(); ++i) {
    Order order = take_order(day, times[i], std::span(purchases).subspan(baskets[i].first, baskets[i].count));
    file(day, order);
  }
  auto known_today = std::exchange(waiting_[static_cast<std::size_t>(day)], {});
  std::ranges::sort(known_today, {}, [](const Order& order) { return std::pair(order.updated, order.id); });
  for (const auto& order : known_today) write(order);
}

/// A basket is a run of the shuffled purchases that names no product twice.
std::vector<OrderDesk::Basket> OrderDesk::fill_baskets(const std::vector<Purchase>& purchases) {
  std::vector<Basket> baskets;
  for (std::size_t first = 0; first < purchases.size();) {
    const double u = random_.uniform();
    const auto most = static_cast<std::size_t>(std::ranges::upper_bound(kBasketSizes, u) - kBasketSizes.begin()) + 1;
    std::size_t count = 1;
    const auto in_basket = [&](std::uint32_t product) {
      return std::ranges::any_of(std::span(purchases).subspan(first, count),
                                 [&](const auto& p) { return p.product == product; });
    };
    while (count < most && first + count < purchases.size() && !in_basket(purchases[first + count].product)) ++count;
    baskets.push_back({first, count});
    first += count;
  }
  return baskets;
}

/// Ascending times of a local day, by the hours at which people shop.
std::vector<Instant> OrderDesk::moments(int day, std::size_t count) {
  constexpr int kSaturday = 5;
  const Day date = shop_.span.day(day);
  const Instant midnight = shop_.zone.midnight(date);
  const std::int64_t length = shop_.zone.midnight(date + 1).seconds - midnight.seconds;  // 23, 24 or 25 hours
  const auto& hours = weekday(date) >= kSaturday ? kWeekendHours : kHours;
  std::vector<Instant> times;
  times.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t second = draw_hour(hours, random_) * kHour + static_cast<std::int64_t>(random_.below(kHour));
    times.push_back(midnight + second * length / kDaySeconds);
  }
  std::ranges::sort(times);
  return times;
}

Order OrderDesk::take_order(int day, Instant at, std::span<const Purchase> basket) {
  const Instant last_second = shop_.zone.midnight(shop_.span.day(day) + 1) - 1;
  Order order{};
  order.id = next_order_++;
  order.customer_id = shop_.customers.draw(day, random_);
  order.at = at;
  order.updated = std::min(at + static_cast<std::int64_t>(random_.below(300)), last_second);
  order.line_count = basket.size();
  for (std::size_t i = 0; i < basket.size(); ++i) {
    const auto& [product, quantity] = basket[i];
    order.lines()[i] = {next_line_++, shop_.assortment.products[product].id,
                        quantity,     shop_.prices.selling_price(product, day),
                        false,        order.updated};
  }
  return order;
}

void OrderDesk::file(int day, Order& order) {
  if (random_.uniform() < kLate) {
    if (!postpone(day + 1 + static_cast<int>(random_.below(10)), order)) return;
    summary_.late_lines += order.line_count;
  } else {
    write(order);
    correct_later(day, order);
  }
  ++summary_.transactions;
  summary_.lines += order.line_count;
}

void OrderDesk::correct_later(int day, Order order) {
  if (random_.uniform() < kCancelled) {
    order.cancelled = true;
    if (postpone(day + 1 + static_cast<int>(random_.below(2)), order)) ++summary_.cancelled_transactions;
  } else if (const auto returned = mark_returns(order); returned > 0) {
    if (postpone(day + 3 + static_cast<int>(random_.below(25)), order)) summary_.returned_lines += returned;
  }
}

std::uint64_t OrderDesk::mark_returns(Order& order) {
  std::uint64_t returned = 0;
  for (auto& line : order.lines()) {
    const auto& product = shop_.assortment.products[line.product_id - shop_.assortment.products.front().id];
    const auto department = static_cast<std::size_t>(shop_.assortment.category_of(product).department);
    line.returned = random_.uniform() < departments()[department].return_share;
    returned += line.returned ? 1 : 0;
  }
  return returned;
}

/// False where it would become known after the last day: then it is not known yet.
bool OrderDesk::postpone(int until, Order order) {
  if (until >= shop_.span.history) return false;
  const auto office_hours = static_cast<std::int64_t>(random_.below(12 * kHour)) + 7 * kHour;
  order.updated = shop_.zone.midnight(shop_.span.day(until)) + office_hours;
  for (auto& line : order.lines()) line.updated = order.updated;
  waiting_[static_cast<std::size_t>(until)].push_back(order);
  return true;
}

void OrderDesk::write(const Order& order) {
  if (shop_.faults.is_missing(today_)) return;
  Order written = order;
  shop_.faults.spoil(written, today_);
  files_.write(written);
  if (random_.uniform() < kWrittenTwice) {
    files_.write(order);
    summary_.duplicate_lines += order.line_count;
  }
  if (lines_until_broken_ > order.line_count) {
    lines_until_broken_ -= order.line_count;
    return;
  }
  lines_until_broken_ = lines_between_defects(shop_.options.lines);
  const auto defect = static_cast<Defect>(summary_.malformed_rows++ % static_cast<std::uint64_t>(Defect::count));
  Order broken = order;
  if (defect == Defect::far_future) broken.id = next_order_++;
  files_.write_broken(broken, defect, next_line_++);
}

}  // namespace shelfcast::sources::simulator
