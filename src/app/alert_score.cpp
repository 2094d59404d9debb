// SPDX-License-Identifier: Apache-2.0
#include "app/alert_score.hpp"

#include "shelfcast/domain/alert_preference.hpp"
#include "shelfcast/monitor/post.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>

namespace shelfcast::app {
namespace {

using domain::Alert;
using monitor::Shop;

struct Telling {
  std::string_view kind;
  std::string_view rule;
};
constexpr std::array<Telling, 6> kTold{{{"demand-spike", "demand-spike"},
                                        {"demand-drop", "demand-drop"},
                                        {"category-shift", "category-trend"},
                                        {"seller-loss", "share-lost"},
                                        {"price-mistake", "price-out-of-band"},
                                        {"stock-out", "stock-out-risk"}}};

/// Roots only, and what a seller is told who wishes nothing else.
std::vector<Alert> delivered(std::span<const Alert> raised) {
  std::map<std::string, std::vector<Alert>> of_seller;
  for (const auto& alert : raised)
    if (!alert.follows_from && monitor::is_wanted(alert, {alert.marketplace, alert.seller}))
      of_seller[alert.seller].push_back(alert);
  std::vector<Alert> told;
  for (auto& [seller, alerts] : of_seller) {
    monitor::keep_most_money(alerts, domain::AlertPreference{}.alerts_per_week);
    std::ranges::move(alerts, std::back_inserter(told));
  }
  return told;
}

class Judge {
 public:
  Judge(const Shop& shop, const std::vector<Fault>& faults, const Truth& truth) : shop_(shop), truth_(truth) {
    for (const auto& fault : faults) struck_.insert(fault.subject);
    for (const auto& product : shop.products) {
      products_["product:" + product.key] = &product;
      add(product);
    }
  }

  [[nodiscard]] bool is_true(const Alert& alert) const {
    if (struck_.contains(alert.subject) || struck_.contains(alert.within)) return true;
    const auto product = products_.find(alert.subject);
    if (product != products_.end()) return is_true(alert, *product->second);
    if (alert.rule == "category-trend") return is_shifted(alert, categories_.at(alert.subject));
    if (alert.rule == "share-lost") return has_lost(alert);
    return alert.rule == "season-shift" && is_out_of_season(alert);
  }

 private:
  struct Sums {
    double foreseen = 0;
    double real = 0;
    double foreseen_amount = 0;
    double real_amount = 0;  // at the prices foreseen
  };

  [[nodiscard]] double real(const monitor::ShopProduct& product, Day first, int days) const {
    const auto found = truth_.units.find(product.key);
    double sum = 0;
    const int from = first - truth_.first;
    for (int day = from; found != truth_.units.end() && day < from + days; ++day)
      if (day >= 0 && day < static_cast<int>(found->second.size())) sum += found->second[static_cast<std::size_t>(day)];
    return sum;
  }

  /// The same part of the year, of the true demand.
  [[nodiscard]] bool is_out_of_season(const Alert& alert) const {
    constexpr int kSeason = 28;
    constexpr int kYear = 364;
    std::array<double, 4> sums{};
    for (const auto& product : shop_.products) {
      if ("category:" + shop_.categories[product.category].key != alert.subject) continue;
      const Day end = shop_.span->last + 1;
      sums[0] += real(product, end - kSeason, kSeason);
      sums[1] += real(product, end - kSeason - kYear, kSeason);
      sums[2] += real(product, end - kYear, kYear - kSeason);
      sums[3] += real(product, end - 2 * kYear, kYear - kSeason);
    }
    return is_shifted(alert, {.foreseen = sums[1] * sums[2] / sums[3], .real = sums[0]});
  }

  [[nodiscard]] int span_days() const { return shop_.span->last - shop_.span->first + 1; }

  void add(const monitor::ShopProduct& product) {
    if (!shop_.span || !product.course || !(product.course->foreseen > 0)) return;
    const double part = static_cast<double>(span_days() - product.days_out) / span_days();
    const double units = real(product, shop_.span->first, span_days()) * part;
    const double price = static_cast<double>(product.course->foreseen_amount) / product.course->foreseen;
    for (Sums* sums : {&categories_["category:" + shop_.categories[product.category].key],
                       &sellers_["seller:" + shop_.sellers[product.seller].key], &all_}) {
      sums->foreseen += product.course->foreseen;
      sums->real += units;
      sums->foreseen_amount += product.course->foreseen * price;
      sums->real_amount += units * price;
    }
  }

  /// Whether the true effect is of that direction as well, and no trifle.
  static bool is_shifted(const Alert& alert, const Sums& sums) {
    const double effect = sums.real / sums.foreseen - 1;
    return (alert.measured > 0 ? effect : -effect) > alert.threshold / 2;
  }

  [[nodiscard]] bool has_lost(const Alert& alert) const {
    const auto& seller = sellers_.at(alert.subject);
    return 1 - seller.real_amount / all_.real_amount / (seller.foreseen_amount / all_.foreseen_amount) >
           alert.threshold;
  }

  [[nodiscard]] bool is_true(const Alert& alert, const monitor::ShopProduct& product) const {
    if (struck_.contains("seller:" + alert.seller)) return true;
    if (alert.rule == "demand-spike" || alert.rule == "demand-drop") {
      const double part = static_cast<double>(span_days() - product.days_out) / span_days();
      return is_shifted(alert,
                        {.foreseen = product.course->foreseen * (alert.measured < 0 ? part : 1),
                         .real = real(product, shop_.span->first, span_days()) * (alert.measured < 0 ? part : 1)});
    }
    if (alert.rule == "stock-out-risk") {
      constexpr int kWeek = 7;
      return *product.stock < alert.threshold / kWeek * real(product, shop_.span->last + 1, kWeek);
    }
    return alert.rule == "margin-low" && alert.measured < alert.threshold;  // a price and a cost: there is no luck
  }

  const Shop& shop_;
  const Truth& truth_;
  std::set<std::string> struck_;
  std::unordered_map<std::string, const monitor::ShopProduct*> products_;
  std::unordered_map<std::string, Sums> categories_;
  std::unordered_map<std::string, Sums> sellers_;
  Sums all_;
};

}  // namespace

Result<std::vector<Fault>> read_faults(const std::filesystem::path& simulation) {
  const auto file = simulation / "truth" / "faults.csv";
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) return fail(Code::not_found, file.string(), "cannot be read");
  std::vector<Fault> faults;
  while (std::getline(in, line)) {
    const auto first = line.find(',');
    const auto second = line.find(',', first + 1);
    if (second == std::string::npos) return fail(Code::invalid, file.string(), "has a line without a subject");
    faults.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1)});
  }
  return faults;
}

AlertScore score_alerts(const Shop& shop, std::span<const Alert> raised, const std::vector<Fault>& faults,
                        const Truth& truth) {
  AlertScore score;
  const auto is_told = [&](const Fault& fault, std::string_view rule) {
    return std::ranges::any_of(
        raised, [&](const Alert& alert) { return alert.rule == rule && alert.subject == fault.subject; });
  };
  for (const auto& [kind, rule] : kTold) {
    AlertScore::Kind row{std::string(kind), std::string(rule), {}};
    for (const auto& fault : faults) {
      if (fault.kind != kind) continue;
      ++row.found.all;
      row.found.of_these += is_told(fault, rule) ? 1 : 0;
    }
    score.found.all += row.found.all;
    score.found.of_these += row.found.of_these;
    score.kinds.push_back(std::move(row));
  }
  const Judge judge(shop, faults, truth);
  const auto true_of = [&](std::span<const Alert> alerts) {
    const auto is_true = [&](const Alert& alert) { return judge.is_true(alert); };
    return Part{static_cast<std::size_t>(std::ranges::count_if(alerts, is_true)), alerts.size()};
  };
  score.raised_true = true_of(raised);
  score.delivered_true = true_of(delivered(raised));
  return score;
}

}  // namespace shelfcast::app
