// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/trade.hpp"

#include <algorithm>

namespace shelfcast::sources::simulator {
namespace {

constexpr std::uint64_t kMostOfOne = 40;  // units in one line

std::uint64_t draw_buyers(double mean, double steadiness, Random& random) {
  return random.poisson(mean * random.gamma(steadiness) / steadiness);
}

std::uint64_t draw_quantity(double another, Random& random) {
  std::uint64_t quantity = 1;
  while (quantity < kMostOfOne && random.uniform() < another) ++quantity;
  return quantity;
}

std::string truth_header(const Span& span) {
  std::string header = "product_id";
  for (int day = 0; day < span.days(); ++day) header += "," + format_day(span.day(day));
  return header;
}

}  // namespace

Result<Trade> Trade::open(const SimulationOptions& options, const Assortment& assortment, const Span& span,
                          const Faults& faults) {
  auto truth = CsvFile::create(options.out / "truth" / "demand.csv", truth_header(span));
  if (!truth) return std::unexpected(truth.error());
  auto levels = CsvFile::create(options.out / "stock_levels.csv", "product_id,marketplace_id,date,level,updated_at");
  if (!levels) return std::unexpected(levels.error());
  return Trade(options, assortment, span, faults, std::move(*truth), std::move(*levels));
}

Trade::Trade(const SimulationOptions& options, const Assortment& assortment, const Span& span, const Faults& faults,
             CsvFile truth, CsvFile levels)
    : options_(&options),
      assortment_(&assortment),
      span_(span),
      faults_(&faults),
      truth_(std::move(truth)),
      levels_(std::move(levels)),
      purchases_(static_cast<std::size_t>(span.history)) {}

void Trade::run(const ProductRow& product, const Habits& habits, std::span<const double> units) {
  truth_.number(product.id);
  for (const double mean : units) truth_.four_digits(mean);
  truth_.end_row();

  constexpr int kSunday = 6;
  Random random = stream(options_->seed, Topic::sales, product.id);
  const auto place = static_cast<std::uint32_t>(product.id - assortment_->products.front().id);
  Shelf shelf;
  bool was_empty = false;
  const int last = std::min(span_.history, product.withdrawn);
  for (int day = std::max(product.launched, 0); day < last; ++day) {
    const double mean = units[static_cast<std::size_t>(day)];
    open(shelf, place, day, units, random);
    const std::uint64_t buyers = draw_buyers(mean / habits.mean_quantity(), habits.steadiness, random);
    for (std::uint64_t i = 0; i < buyers && shelf.level() > 0; ++i) {
      const std::uint64_t quantity = shelf.take(draw_quantity(habits.another, random));
      buy(static_cast<std::size_t>(day), {place, static_cast<std::uint32_t>(quantity)});
    }
    const bool is_empty = shelf.level() == 0;
    if (is_empty != was_empty || weekday(span_.day(day)) == kSunday) observe_level(product, day, shelf.level());
    was_empty = is_empty;
  }
}

/// A fault of supply begins with what is on the shelf then, whatever was there before.
void Trade::open(Shelf& shelf, std::size_t place, int day, std::span<const double> units, Random& random) const {
  const Supply supply = faults_->supply(place, day);
  if (supply == Supply::usual) {
    shelf.open(day, units[static_cast<std::size_t>(day)], random);
    return;
  }
  if (faults_->supply(place, day - 1) != Supply::usual) return;
  constexpr double kPlenty = 3;
  constexpr double kNearlyEnough = 1.2;  // of what is left until the end
  double ahead = 0;
  for (int next = day; next < span_.history; ++next) ahead += units[static_cast<std::size_t>(next)];
  shelf.open_with(supply == Supply::plenty ? kPlenty * ahead + kPlenty : kNearlyEnough * ahead);
}

Result<void> Trade::close() {
  const auto truth = truth_.close();
  const auto levels = levels_.close();
  return truth ? levels : truth;
}

/// Levels are counted when the day is over, and written down at once.
void Trade::observe_level(const ProductRow& product, int day, std::uint64_t level) {
  constexpr std::int64_t kCounted = 21 * kHour;
  const Day date = span_.day(day);
  levels_.number(product.id).bytes(options_->marketplace).day(date).number(level);
  levels_.instant({date.number * kDaySeconds + kCounted}).end_row();
}

}  // namespace shelfcast::sources::simulator
