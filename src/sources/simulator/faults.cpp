// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/faults.hpp"

#include "shelfcast/base/chance.hpp"
#include "sources/simulator/csv_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

namespace shelfcast::sources::simulator {
namespace {

constexpr int kWeek = 7;
constexpr double kBroken = 0.05;     // of the lines of the day on which rows break
constexpr double kPriceless = 0.05;  // of the lines of the day on which prices are missing
constexpr double kLeastSigma = 4;
constexpr double kMostSigma = 8;
// Of a mean, beside luck: what a forecast does not know, measured on those of seeds that nothing is judged by.
constexpr double kUnknownOfProduct = 0.35;
constexpr double kUnknownOfCategory = 0.2;
constexpr double kUnknownOfAll = 0.05;

double square(double value) {
  return value * value;
}

/// A demand that is so many times the usual one, and how far off that is.
struct Shift {
  double factor;
  double sigma;
};

/// How rare usual sales as mild as one week in twenty of the shifted demand are, in standard deviations.
double reach_of(const UsualWeek& usual, double factor) {
  constexpr double kOneInTwenty = 1.645;
  const double luck = kOneInTwenty * std::sqrt(factor * usual.counting + factor * factor * usual.mood);
  const double mild = factor > 1 ? std::max(factor * usual.units - luck, usual.units)
                                 : std::min(factor * usual.units + luck, usual.units);
  return std::abs(deviations(mild, usual.units, usual.counting + usual.mood + usual.unknown));
}

/// Of the factor.
struct Bounds {
  double mildest;
  double wildest;
};
constexpr Bounds kSpike{2, 12};
constexpr Bounds kDrop{0.4, 0.02};
constexpr Bounds kSurge{1.45, 3};
constexpr Bounds kSlump{0.6, 0.1};
constexpr Bounds kLoss{0.7, 0.02};

/// So many standard deviations up or down, within bounds; nullopt where even the wildest would be too few: of what
/// sells three a week, none sold is no fault to be seen.
std::optional<Shift> shift_of(const UsualWeek& usual, double sigma, const Bounds& bounds) {
  if (!(usual.units > 0) || reach_of(usual, bounds.wildest) < kLeastSigma) return std::nullopt;
  double mild = bounds.mildest;
  double wild = bounds.wildest;
  for (int halving = 0; halving < 40; ++halving) {
    const double middle = (mild + wild) / 2;
    (reach_of(usual, middle) < sigma ? mild : wild) = middle;
  }
  return Shift{wild, reach_of(usual, wild)};
}

}  // namespace

UsualWeek usual_week(const Habits& habits, std::span<const double> days) {
  UsualWeek week;
  for (const double mean : days) {
    week.units += mean;
    week.counting += mean * (1 + habits.another) / (1 - habits.another);
    week.mood += mean * mean / habits.steadiness;
  }
  return week;
}

/// Draws the faults, none on top of another.
class Faults::Planner {
 public:
  Planner(const SimulationOptions& options, const Assortment& assortment, const Span& span,
          std::span<const UsualWeek> weeks)
      : options_(options),
        assortment_(assortment),
        weeks_(weeks),
        first_(span.history - kWeek),
        last_(span.history - 1),
        random_(stream(*options.faults, Topic::faults)) {
    faults_.span_ = span;
  }

  Faults plan() {
    shift_categories();
    lose_sellers();
    const std::size_t some = std::max<std::size_t>(assortment_.products.size() / 250, 2);
    shift_products("demand-spike", kSpike, some);
    shift_products("demand-drop", kDrop, some);
    run_out(some / 2);
    mistake_prices(some / 2);
    spoil_data();
    faults_.random_ = stream(*options_.faults, Topic::faults, 1);
    return std::move(faults_);
  }

 private:
  double draw_sigma() { return kLeastSigma + (kMostSigma - kLeastSigma) * random_.uniform(); }

  void add(std::string_view kind, std::string subject, double sigma) {
    faults_.faults_.push_back({kind, std::move(subject), first_, last_, sigma});
  }

  std::vector<std::size_t> shuffled(std::size_t count) {
    std::vector<std::size_t> places(count);
    std::iota(places.begin(), places.end(), std::size_t{0});
    for (std::size_t left = count; left > 1; --left) std::swap(places[left - 1], places[random_.below(left)]);
    return places;
  }

  /// The sum over products that share something, of which so much is unknown together.
  template <class Belongs>
  UsualWeek together(double unknown, double unknown_of_each, Belongs belongs) const {
    UsualWeek sum;
    for (std::size_t p = 0; p < weeks_.size(); ++p) {
      if (!belongs(assortment_.products[p])) continue;
      sum.units += weeks_[p].units;
      sum.counting += weeks_[p].counting;
      sum.mood += weeks_[p].mood;
      sum.unknown += square(unknown_of_each * weeks_[p].units);
    }
    sum.unknown += square(unknown * sum.units);
    return sum;
  }

  template <class Belongs>
  void shape_all(double factor, Belongs belongs) {
    for (std::size_t p = 0; p < weeks_.size(); ++p) {
      if (!belongs(assortment_.products[p])) continue;
      faults_.demand_[p] = factor;
      taken_.insert(p);
    }
  }

  void shift_categories() {
    std::size_t left = std::max<std::size_t>(assortment_.leaves.size() / 30, 1);
    for (const std::size_t leaf : shuffled(assortment_.leaves.size())) {
      if (left == 0) return;
      const auto belongs = [&](const ProductRow& product) { return product.leaf == static_cast<int>(leaf); };
      const auto week = together(kUnknownOfCategory, 0, belongs);
      const auto shift = shift_of(week, draw_sigma(), left % 2 == 0 ? kSlump : kSurge);
      if (!shift) continue;
      shape_all(shift->factor, belongs);
      add("category-shift",
          fmt::format("category:{}", assortment_.categories[static_cast<std::size_t>(assortment_.leaves[leaf])].id),
          shift->sigma);
      --left;
    }
  }

  void lose_sellers() {
    std::size_t left = std::max<std::size_t>(assortment_.sellers.size() / 60, 1);
    for (const std::size_t seller : shuffled(assortment_.sellers.size())) {
      if (left == 0) return;
      const auto belongs = [&](const ProductRow& product) { return product.seller == static_cast<int>(seller); };
      const auto week = together(kUnknownOfAll, kUnknownOfProduct, belongs);
      const auto shift = shift_of(week, draw_sigma(), kLoss);
      if (!shift || is_any_taken(belongs)) continue;
      shape_all(shift->factor, belongs);
      add("seller-loss", fmt::format("seller:{}", assortment_.sellers[seller].id), shift->sigma);
      --left;
    }
  }

  /// Where much of a seller lies in a category that shifts, its loss would not be to be seen.
  template <class Belongs>
  bool is_any_taken(Belongs belongs) const {
    double all = 0;
    double taken = 0;
    for (std::size_t p = 0; p < weeks_.size(); ++p) {
      if (!belongs(assortment_.products[p])) continue;
      all += weeks_[p].units;
      if (taken_.contains(p)) taken += weeks_[p].units;
    }
    constexpr double kMuch = 0.1;
    return taken > kMuch * all;
  }

  /// Calls `take` for products without a fault until it has taken so many.
  template <class Take>
  void for_some(std::size_t count, Take take) {
    for (const std::size_t p : shuffled(weeks_.size())) {
      if (count == 0) return;
      const auto& product = assortment_.products[p];
      const bool on_sale = product.launched <= first_ - 2 * kWeek && product.withdrawn > last_;
      if (!on_sale || taken_.contains(p) || !take(p)) continue;
      taken_.insert(p);
      --count;
    }
  }

  [[nodiscard]] std::string name_of(std::size_t product) const {
    return fmt::format("product:{}", assortment_.products[product].id);
  }

  void shift_products(std::string_view kind, const Bounds& bounds, std::size_t count) {
    for_some(count, [&](std::size_t p) {
      UsualWeek week = weeks_[p];
      week.unknown = square(kUnknownOfProduct * week.units);
      const auto shift = shift_of(week, draw_sigma(), bounds);
      if (!shift) return false;
      faults_.demand_[p] = shift->factor;
      faults_.supply_[p] = Supply::plenty;  // an empty shelf would hide it
      add(kind, name_of(p), shift->sigma);
      return true;
    });
  }

  void run_out(std::size_t count) {
    constexpr double kUsed = 0.8;  // of a week's demand is missing at the end
    for_some(count, [&](std::size_t p) {
      const double sigma = kUsed * weeks_[p].units / std::sqrt(std::max(weeks_[p].counting + weeks_[p].mood, 1e-9));
      if (sigma < kLeastSigma) return false;
      faults_.supply_[p] = Supply::none;
      add("stock-out", name_of(p), sigma);
      return true;
    });
  }

  /// One digit too many, two, or cents written for euros: some buyers jump at a bargain, hardly any pays too much.
  void mistake_prices(std::size_t count) {
    constexpr double kPricesMove = 0.25;  // of their logarithm
    constexpr double kLeastUnits = 3;
    std::size_t next = 0;
    for_some(count, [&](std::size_t p) {
      constexpr std::array kFactors{10.0, 100.0, 0.01};
      if (weeks_[p].units < kLeastUnits) return false;
      const double factor = kFactors[next++ % kFactors.size()];
      faults_.prices_[p] = factor;
      faults_.demand_[p] = factor > 1 ? 0.02 : 3;
      add("price-mistake", name_of(p), std::abs(std::log(factor)) / kPricesMove);
      return true;
    });
  }

  /// Each as one day of the last ones; the standard deviation is that of a share of so many lines.
  void spoil_data() {
    const double lines = static_cast<double>(options_.lines) / options_.days;
    const auto off = [&](double share) {
      constexpr double kUsually = 1e-4;
      return (share - kUsually) / std::sqrt(kUsually / lines);
    };
    faults_.broken_day_ = last_ - 4;
    faults_.priceless_day_ = last_ - 3;
    faults_.missing_day_ = last_ - 2;
    faults_.faults_.push_back({"broken-rows", "", faults_.broken_day_, faults_.broken_day_, off(kBroken)});
    faults_.faults_.push_back({"missing-prices", "", faults_.priceless_day_, faults_.priceless_day_, off(kPriceless)});
    constexpr double kDaysVary = 0.15;
    faults_.faults_.push_back({"missing-day", "", faults_.missing_day_, faults_.missing_day_, 1 / kDaysVary});
  }

  const SimulationOptions& options_;
  const Assortment& assortment_;
  std::span<const UsualWeek> weeks_;
  int first_;
  int last_;
  Random random_;
  std::set<std::size_t> taken_;
  Faults faults_;
};

Faults Faults::plan(const SimulationOptions& options, const Assortment& assortment, const Span& span,
                    std::span<const UsualWeek> weeks) {
  return Planner(options, assortment, span, weeks).plan();
}

void Faults::mistake(PricePlan& prices) const {
  for (const auto& [product, factor] : prices_) prices.mistake(product, span_.history - kWeek, factor);
}

void Faults::shape(std::size_t product, std::span<double> units) const {
  const auto found = demand_.find(product);
  if (found == demand_.end()) return;
  for (auto& mean : units.subspan(static_cast<std::size_t>(span_.history - kWeek), kWeek)) mean *= found->second;
}

Supply Faults::supply(std::size_t product, int day) const {
  const auto found = supply_.find(product);
  return found == supply_.end() || day < span_.history - kWeek ? Supply::usual : found->second;
}

void Faults::spoil(Order& order, int day) {
  if (!random_ || (day != broken_day_ && day != priceless_day_)) return;
  for (auto& line : order.lines()) {
    if (random_->uniform() < (day == broken_day_ ? kBroken : kPriceless))
      line.spoilt = day == broken_day_ ? Spoilt::quantity : Spoilt::prices;
  }
}

Result<void> Faults::write(const std::filesystem::path& file) const {
  auto csv = CsvFile::create(file, "kind,subject,from,to,sigma");
  if (!csv) return std::unexpected(csv.error());
  for (const auto& fault : faults_) {
    csv->bytes(fault.kind).bytes(fault.subject).day(span_.day(fault.first)).day(span_.day(fault.last));
    csv->four_digits(fault.sigma).end_row();
  }
  return csv->close();
}

}  // namespace shelfcast::sources::simulator
