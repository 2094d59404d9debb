// SPDX-License-Identifier: Apache-2.0
#include "ingest/load_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

namespace shelfcast::ingest {
namespace {

using domain::LoadProfile;

// Fewer earlier loads, or fewer rows, say too little: a shop's first days are like no others.
constexpr std::size_t kLeastLoads = 3;
constexpr std::uint64_t kLeastRows = 50;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

double lines_a_day(const LoadProfile& load) {
  return share(load.lines, load.days);
}
double money_a_line(const LoadProfile& load) {
  return load.lines == 0 ? 0 : static_cast<double>(load.amount) / static_cast<double>(load.lines) / 100;
}
double units_a_line(const LoadProfile& load) {
  return load.lines == 0
             ? 0
             : static_cast<double>(load.units) / static_cast<double>(load.lines) / static_cast<double>(kMicro);
}
double unreadable_share(const LoadProfile& load) {
  return share(load.unreadable, load.lines + load.unreadable);
}
double priceless_share(const LoadProfile& load) {
  return share(load.without_price, load.lines);
}
double unknown_share(const LoadProfile& load) {
  return 1 - share(load.known_products, std::max<std::uint64_t>(load.sold_products, 1));
}
double jump_share(const LoadProfile& load) {
  return share(load.price_jumps, load.told_products);
}
double new_category_share(const LoadProfile& load) {
  return share(load.new_categories, load.categories_before);
}

std::uint64_t all_rows(const LoadProfile& load) {
  return load.lines + load.unreadable + load.told_products;
}
std::uint64_t lines(const LoadProfile& load) {
  return load.lines;
}
std::uint64_t lines_and_unreadable(const LoadProfile& load) {
  return load.lines + load.unreadable;
}
std::uint64_t told_products(const LoadProfile& load) {
  return load.told_products;
}

/// One measure of a load. A ratio is broken where it is so many times the earlier loads' median, or so many times less;
/// a share where it exceeds their median by so much.
struct Measure {
  std::string_view what;
  std::string_view says;  ///< completes "the load has 3 ..."
  double (*of)(const LoadProfile&);
  enum class Kind : std::uint8_t { ratio, share } kind;
  double bound;
  std::uint64_t (*evidence)(const LoadProfile&);  ///< the rows that it rests on

  [[nodiscard]] bool tells(const LoadProfile& load) const { return evidence(load) >= kLeastRows; }
};

constexpr std::array<Measure, 8> kMeasures{{
    {"rows_a_day", "lines for each day of its sales", lines_a_day, Measure::Kind::ratio, 5, lines},
    {"money_a_line", "of money in a line", money_a_line, Measure::Kind::ratio, 5, lines},
    {"units_a_line", "units in a line", units_a_line, Measure::Kind::ratio, 5, lines},
    {"unreadable_rows", "of its rows unreadable", unreadable_share, Measure::Kind::share, 0.2, lines_and_unreadable},
    {"missing_prices", "of its lines without a price", priceless_share, Measure::Kind::share, 0.2, lines},
    {"unknown_products", "of its products unknown before", unknown_share, Measure::Kind::share, 0.5, lines},
    {"price_jumps", "of its products with a price at least doubled or halved", jump_share, Measure::Kind::share, 0.3,
     told_products},
    {"new_categories", "new categories for each known one", new_category_share, Measure::Kind::share, 0.5, all_rows},
}};

double median_of(std::span<const LoadProfile> loads, const Measure& measure) {
  std::vector<double> values;
  for (const auto& load : loads) values.push_back(measure.of(load));
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

bool is_broken(const Measure& measure, double value, double usual) {
  if (measure.kind == Measure::Kind::share) return value > usual + measure.bound;
  return usual > 0 && (value > usual * measure.bound || value * measure.bound < usual);
}

std::string written(const Measure& measure, double value) {
  return measure.kind == Measure::Kind::share ? fmt::format("{:.0f} %", value * 100) : fmt::format("{:.2f}", value);
}

}  // namespace

std::vector<domain::LoadFinding> check_load(const LoadProfile& load, std::span<const LoadProfile> earlier) {
  std::vector<domain::LoadFinding> findings;
  for (const Measure& measure : kMeasures) {
    std::vector<LoadProfile> telling;
    std::ranges::copy_if(earlier, std::back_inserter(telling), [&](const auto& one) { return measure.tells(one); });
    if (telling.size() < kLeastLoads || !measure.tells(load)) continue;
    const double value = measure.of(load);
    const double usual = median_of(telling, measure);
    if (!is_broken(measure, value, usual)) continue;
    findings.push_back({std::string(measure.what),
                        fmt::format("The load has {} {}; of the last {} loads the median has {}.",
                                    written(measure, value), measure.says, telling.size(), written(measure, usual))});
  }
  return findings;
}

}  // namespace shelfcast::ingest
