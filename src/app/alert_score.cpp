// SPDX-License-Identifier: Apache-2.0
#include "app/alert_score.hpp"

#include "shelfcast/monitor/rules.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>

namespace shelfcast::app {
namespace {

using monitor::Shop;
using monitor::Signal;

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

constexpr std::size_t kBudget = 5;  // alerts of a seller

/// Whether `signal` follows from `other`: something that explains it, of the same subject or of what holds it.
bool follows(const Signal& signal, const Signal& other) {
  const auto causes = monitor::rule_named(signal.rule)->explained_by;
  return other.seller == signal.seller && (other.subject == signal.subject || other.subject == signal.within) &&
         std::ranges::find(causes, other.rule) != causes.end();
}

std::vector<const Signal*> delivered(const std::vector<Signal>& raised) {
  std::map<std::string, std::vector<const Signal*>> of_seller;
  for (const auto& signal : raised) of_seller[signal.seller].push_back(&signal);
  std::vector<const Signal*> told;
  for (auto& [seller, signals] : of_seller) {
    auto roots = signals;
    std::erase_if(roots, [&](const Signal* one) {
      return std::ranges::any_of(signals, [&](const Signal* other) { return follows(*one, *other); });
    });
    std::ranges::stable_sort(roots, std::greater{}, [](const Signal* one) { return one->money.value_or(0); });
    if (roots.size() > kBudget) roots.resize(kBudget);
    told.insert(told.end(), roots.begin(), roots.end());
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

  [[nodiscard]] bool is_true(const Signal& signal) const {
    if (struck_.contains(signal.subject) || struck_.contains(signal.within)) return true;
    const auto product = products_.find(signal.subject);
    if (product != products_.end()) return is_true(signal, *product->second);
    if (signal.rule == "category-trend") return is_shifted(signal, categories_.at(signal.subject));
    if (signal.rule == "share-lost") return has_lost(signal);
    return signal.rule == "season-shift" && is_out_of_season(signal);
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
  [[nodiscard]] bool is_out_of_season(const Signal& signal) const {
    constexpr int kSeason = 28;
    constexpr int kYear = 364;
    std::array<double, 4> sums{};
    for (const auto& product : shop_.products) {
      if ("category:" + shop_.categories[product.category].key != signal.subject) continue;
      const Day end = shop_.span->last + 1;
      sums[0] += real(product, end - kSeason, kSeason);
      sums[1] += real(product, end - kSeason - kYear, kSeason);
      sums[2] += real(product, end - kYear, kYear - kSeason);
      sums[3] += real(product, end - 2 * kYear, kYear - kSeason);
    }
    return is_shifted(signal, {.foreseen = sums[1] * sums[2] / sums[3], .real = sums[0]});
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
  static bool is_shifted(const Signal& signal, const Sums& sums) {
    const double effect = sums.real / sums.foreseen - 1;
    return (signal.measured > 0 ? effect : -effect) > signal.threshold / 2;
  }

  [[nodiscard]] bool has_lost(const Signal& signal) const {
    const auto& seller = sellers_.at(signal.subject);
    return 1 - seller.real_amount / all_.real_amount / (seller.foreseen_amount / all_.foreseen_amount) >
           signal.threshold;
  }

  [[nodiscard]] bool is_true(const Signal& signal, const monitor::ShopProduct& product) const {
    if (struck_.contains("seller:" + signal.seller)) return true;
    if (signal.rule == "demand-spike" || signal.rule == "demand-drop") {
      const double part = static_cast<double>(span_days() - product.days_out) / span_days();
      return is_shifted(signal,
                        {.foreseen = product.course->foreseen * (signal.measured < 0 ? part : 1),
                         .real = real(product, shop_.span->first, span_days()) * (signal.measured < 0 ? part : 1)});
    }
    if (signal.rule == "stock-out-risk") {
      constexpr int kWeek = 7;
      return *product.stock < signal.threshold / kWeek * real(product, shop_.span->last + 1, kWeek);
    }
    return signal.rule == "margin-low" && signal.measured < signal.threshold;  // a price and a cost: there is no luck
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

AlertScore score_alerts(const Shop& shop, const monitor::Look& look, const std::vector<Fault>& faults,
                        const Truth& truth) {
  AlertScore score;
  const auto is_told = [&](const Fault& fault, std::string_view rule) {
    return std::ranges::any_of(
        look.found, [&](const Signal& signal) { return signal.rule == rule && signal.subject == fault.subject; });
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
  score.raised_true = {static_cast<std::size_t>(std::ranges::count_if(
                           look.found, [&](const Signal& signal) { return judge.is_true(signal); })),
                       look.found.size()};
  const auto told = delivered(look.found);
  score.delivered_true.all = told.size();
  for (const auto* signal : told) {
    if (judge.is_true(*signal)) {
      ++score.delivered_true.of_these;
    } else {
      score.false_ones.push_back(*signal);
    }
  }
  return score;
}

}  // namespace shelfcast::app
