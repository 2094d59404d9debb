// SPDX-License-Identifier: Apache-2.0
#include "monitor/beyond_chance.hpp"
#include "monitor/looks/shop/course.hpp"
#include "monitor/looks/shop/judging.hpp"
#include "monitor/looks/shop/words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <numbers>

namespace shelfcast::monitor::shop {
namespace {

constexpr int kFewestDays = 3;  // in stock, for sales to say something of demand

/// The span without the days on which the product could not be bought.
Course while_in_stock(const Course& course, double part) {
  return {.foreseen = course.foreseen * part,
          .held = {course.held.low * part, course.held.high * part},
          .foreseen_amount = static_cast<Minor>(static_cast<double>(course.foreseen_amount) * part),
          .came = course.came,
          .came_amount = course.came_amount};
}

struct Candidate {
  const ShopProduct* product;
  Course course;
};

/// Whether nothing sold at all would be beyond chance: of what hardly sells anyway, no drop can be told.
bool can_drop(const Course& course) {
  constexpr double kTold = -3;
  Course nothing = course;
  nothing.came = 0;
  return off_course(nothing) < kTold;
}

/// The numbers between 0 and 1 that the multiples of the golden section leave: they lie evenly, without being drawn.
double evenly(std::size_t place) {
  const double multiple = static_cast<double>(place) * std::numbers::phi;
  return multiple - std::floor(multiple);
}

/// Frees each deviation of what its category has in common: a category that shifts is told of by itself.
std::vector<double> within_categories(const std::vector<Candidate>& candidates, const std::vector<double>& offs,
                                      std::size_t categories) {
  constexpr std::size_t kEnough = 20;
  std::vector<std::vector<double>> of_category(categories);
  for (std::size_t i = 0; i < candidates.size(); ++i) of_category[candidates[i].product->category].push_back(offs[i]);
  std::vector<double> common(categories);
  for (std::size_t c = 0; c < categories; ++c)
    if (of_category[c].size() >= kEnough) common[c] = quantile(std::move(of_category[c]), 0.5);
  std::vector<double> freed;
  freed.reserve(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i)
    freed.push_back(offs[i] - common[candidates[i].product->category]);
  return freed;
}

std::vector<Candidate> candidates_of(const Shop& shop) {
  const int length = shop.span->last - shop.span->first + 1;
  std::vector<Candidate> candidates;
  for (const auto& product : shop.products) {
    const int days = length - product.days_out;
    if (!product.course || !(product.course->foreseen > 0) || days < std::min(kFewestDays, length)) continue;
    const auto course = while_in_stock(*product.course, static_cast<double>(days) / length);
    candidates.push_back({&product, course});
  }
  return candidates;
}

class Judge {
 public:
  explicit Judge(const Judging& judging) : judging_(judging), candidates_(candidates_of(judging.shop)) {
    std::vector<double> sizes;
    std::vector<double> smooth;
    for (const auto& [product, course] : candidates_) {
      sizes.push_back(course.foreseen);
      offs_.push_back(off_course(course));
      smooth.push_back(off_course(course, evenly(smooth.size())));
    }
    const auto freed = within_categories(candidates_, smooth, judging.shop.categories.size());
    offs_ = against_bulk(sizes, offs_, {smooth, freed});
  }

  void judge(std::string_view rule, Side side, std::vector<Signal>& found) const {
    std::vector<const Candidate*> judged;
    std::vector<double> offs;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (side == Side::below && !can_drop(candidates_[i].course)) continue;
      judged.push_back(&candidates_[i]);
      offs.push_back(offs_[i]);
    }
    const auto beyond = beyond_chance(offs, side, kFalseShare);
    for (std::size_t i = 0; i < judged.size(); ++i) {
      const auto& [product, course] = *judged[i];
      const double effect = course.came / course.foreseen - 1;
      auto signal = judging_.about(rule, *product, effect);
      if (!beyond[i] || (side == Side::above ? effect : -effect) <= signal.threshold) continue;
      signal.sentence =
          fmt::format("{} sold {} {}{}; {}: {} {}.", product->name, units(course.came), days(*judging_.shop.span),
                      product->days_out > 0 ? ", as far as it was in stock" : "", foreseen(course.foreseen),
                      percent(effect), side == Side::above ? "more" : "less");
      rate(signal, std::abs(course.came_amount - course.foreseen_amount));
      found.push_back(std::move(signal));
    }
  }

 private:
  const Judging& judging_;
  std::vector<Candidate> candidates_;
  std::vector<double> offs_;  // in standard deviations
};

}  // namespace

std::vector<Signal> demand(const Judging& judging) {
  const Judge judge(judging);
  std::vector<Signal> found;
  judge.judge("demand-spike", Side::above, found);
  judge.judge("demand-drop", Side::below, found);
  return found;
}

}  // namespace shelfcast::monitor::shop
