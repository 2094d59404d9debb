// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ranking/nowcast.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace shelfcast::ranking {
namespace {

using domain::Expected;
using domain::Panel;
using domain::Running;

constexpr double kByChance = 3;         // standard deviations above what is due that say nothing
constexpr double kLate = 2;             // standard deviations below it that are no sign of sales not yet told
constexpr double kProductPrior = 8;     // units of evidence that speak for an ordinary day, of a product
constexpr double kCategoryPrior = 40;   // and of a category
constexpr double kMostRaise = 3;        // what sold ten times over for two hours will not do so for days
constexpr double kKeptToNextDay = 0.5;  // of a raise
constexpr std::size_t kDaysAfter = 7;   // that a raise reaches

/// Units sold and units due by now: what the forecast and the usual hours led to expect.
struct Evidence {
  double sold = 0;
  double due = 0;
};

/// How much more sells than was expected: 1 unless chance does not explain it.
double raise_of(const Evidence& seen, double prior) {
  const double certain = seen.sold - kByChance * std::sqrt(seen.due + 1);
  return std::clamp((certain + prior) / (seen.due + prior), 1.0, kMostRaise);
}

/// How much of the time that has passed is told of: 1 where about as much was sold as is due, 0 where nothing was. So a
/// feed that brings a day's sales the day after changes no forecast.
double told_of(const Evidence& seen) {
  if (seen.sold <= 0) return 0;
  const double least = seen.due - kLate * std::sqrt(seen.due);
  return seen.sold >= least ? 1.0 : seen.sold / least;
}

Expected scaled(const Expected& cell, double factor) {
  const auto times = [factor](Micro value) { return std::llround(static_cast<double>(value) * factor); };
  return {times(cell.units), times(cell.amount)};
}

class Nowcast {
 public:
  Nowcast(const Panel& panel, const Running& running, std::size_t width, Cells& cells)
      : panel_(panel), running_(running), days_(static_cast<std::size_t>(running.days)), width_(width), cells_(cells) {}

  void run() {
    gather();
    for (std::size_t p = 0; p < panel_.products.size(); ++p) correct(p);
  }

 private:
  /// Of a category: all its sales, and those of products that do not stand out by themselves. One product's flash sale
  /// says nothing of the others.
  struct Category {
    Evidence all;
    Evidence common;
  };

  [[nodiscard]] double elapsed(std::size_t product, std::size_t day) const {
    return day + 1 < days_ ? 1.0 : running_.elapsed[panel_.products[product].category];
  }

  [[nodiscard]] Evidence evidence_of(std::size_t product) const {
    Evidence seen;
    for (std::size_t day = 0; day < days_; ++day) {
      seen.sold += from_micro(running_.sold[product * days_ + day].units);
      seen.due += from_micro(cells_[product * width_ + day].units) * elapsed(product, day);
    }
    return seen;
  }

  void gather() {
    categories_.resize(panel_.categories.size());
    for (std::size_t p = 0; p < panel_.products.size(); ++p) {
      const Evidence seen = evidence_of(p);
      const double raise = raise_of(seen, kProductPrior);
      auto& [all, common] = categories_[panel_.products[p].category];
      all.sold += seen.sold;
      all.due += seen.due;
      common.sold += raise > 1 ? seen.due : seen.sold;
      common.due += seen.due;
      raises_.push_back(raise);
    }
  }

  void correct(std::size_t product) {
    const Category& category = categories_[panel_.products[product].category];
    const double told = told_of(category.all);
    const double raise = std::max(raises_[product], raise_of(category.common, kCategoryPrior));
    const auto cells = std::span(cells_).subspan(product * width_, width_);
    for (std::size_t day = 0; day < days_; ++day) {
      cells[day] = scaled(cells[day], (1 - told * elapsed(product, day)) * raise);
      cells[day] += running_.sold[product * days_ + day];
    }
    double kept = raise - 1;
    for (std::size_t day = days_; day < std::min(days_ + kDaysAfter, width_); ++day) {
      kept *= kKeptToNextDay;
      cells[day] = scaled(cells[day], 1 + kept);
    }
  }

  const Panel& panel_;
  const Running& running_;
  std::size_t days_;
  std::size_t width_;
  Cells& cells_;
  std::vector<Category> categories_;
  std::vector<double> raises_;
};

}  // namespace

void nowcast(const Panel& panel, const Running& running, std::size_t width, Cells& cells) {
  if (running.days > 0 && !running.sold.empty()) Nowcast(panel, running, width, cells).run();
}

}  // namespace shelfcast::ranking
