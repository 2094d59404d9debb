// SPDX-License-Identifier: Apache-2.0
#include "app/segments.hpp"

#include "app/sold.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <utility>

namespace shelfcast::app {
namespace {

using monitor::ForeseenAndCame;
using predictions::Table;
using predictions::TablePtr;

constexpr int kWeeks = 12;
constexpr int kWeek = 7;
constexpr std::size_t kFewestToRank = 8;  // products, of which a quarter says anything

/// Of the last cut that knew nothing of a week, the oldest table that is kept: it knew least. Null where there is none.
TablePtr blind_table(const House& house, const std::string& marketplace, const Period& week) {
  const auto kept = house.tables->kept(marketplace);
  std::map<Day, std::string> by_cut;
  for (const auto& entry : kept)
    if (entry.data_cut < week.first && entry.data_cut >= week.first - kWeek)
      by_cut.try_emplace(entry.data_cut, entry.id);
  for (const auto& [cut, id] : std::views::reverse(by_cut))
    if (auto table = house.tables->find(marketplace, id); table && table->covers(week)) return table;
  return nullptr;
}

/// The products of one week, and which of them have something in common.
class Week {
 public:
  Week(const Table& table, const Period& week) : table_(table) {
    for (std::size_t p = 0; p < cube().products.size(); ++p) expected_.push_back(table.product(p, week));
  }

  [[nodiscard]] std::vector<ForeseenAndCame> courses(const Sold& sold) const {
    std::vector<ForeseenAndCame> all;
    all.reserve(expected_.size());
    for (std::size_t p = 0; p < expected_.size(); ++p)
      all.push_back({from_micro(expected_[p].units), from_micro(sold.of(cube().products[p].id).units)});
    return all;
  }

  struct Group {
    std::string subject;
    std::string name;
    std::vector<std::size_t> products;
  };
  [[nodiscard]] std::vector<Group> groups() const {
    std::vector<Group> groups;
    Group cheap{"price:low", "the cheapest quarter of every category", {}};
    Group dear{"price:high", "the dearest quarter of every category", {}};
    for (std::size_t c = 0; c < cube().categories.size(); ++c) {
      const auto [first, count] = table_.products_of(c);
      if (count == 0) continue;
      const auto& category = cube().categories[c];
      std::vector<std::size_t> products(count);
      std::ranges::copy(std::views::iota(first, first + count), products.begin());
      add_ends(products, [this](std::size_t p) { return price(p); }, cheap, dear);
      groups.push_back({"category:" + category.key, category.name, std::move(products)});
    }
    Group slow{"velocity:low", "the quarter of products that sells slowest", {}};
    Group fast{"velocity:high", "the quarter of products that sells fastest", {}};
    Group young{"age:young", "products that first sold less than eight weeks before", {}};
    std::vector<std::size_t> products;
    for (std::size_t p = 0; p < expected_.size(); ++p) {
      products.push_back(p);
      if (cube().products[p].young) young.products.push_back(p);
    }
    add_ends(products, [this](std::size_t p) { return from_micro(expected_[p].units); }, slow, fast);
    for (auto* group : {&cheap, &dear, &slow, &fast, &young}) groups.push_back(std::move(*group));
    return groups;
  }

 private:
  [[nodiscard]] const domain::Cube& cube() const { return table_.cube(); }
  [[nodiscard]] double price(std::size_t p) const {
    return static_cast<double>(expected_[p].amount) / static_cast<double>(expected_[p].units);
  }

  /// The lowest quarter and the highest by a measure, of what is expected to sell at all; of what is all the same none.
  template <class Measure>
  void add_ends(std::vector<std::size_t> products, const Measure& measure, Group& low, Group& high) const {
    std::erase_if(products, [this](std::size_t p) { return expected_[p].units <= 0; });
    if (products.size() < kFewestToRank) return;
    std::ranges::stable_sort(products, {}, measure);
    const std::size_t quarter = products.size() / 4;
    const double middle = measure(products[products.size() / 2]);
    for (std::size_t i = 0; i < quarter; ++i) {
      const std::size_t other = products[products.size() - 1 - i];
      if (measure(products[i]) < middle) low.products.push_back(products[i]);
      if (measure(other) > middle) high.products.push_back(other);
    }
  }

  const Table& table_;
  std::vector<domain::Expected> expected_;
};

void add(const ForeseenAndCame& one, ForeseenAndCame& to) {
  to.foreseen += one.foreseen;
  to.came += one.came;
}

/// Segments by subject, each with as many weeks as were added.
class Gathering {
 public:
  void add_week(const Week& week, const Sold& sold) {
    const auto courses = week.courses(sold);
    auto& whole = weeks_.emplace_back();
    for (const auto& one : courses) add(one, whole);
    for (const auto& [subject, name, products] : week.groups()) {
      auto& segment = segments_[subject];
      segment.subject = subject;
      segment.name = name;
      segment.weeks.resize(weeks_.size());
      for (const std::size_t p : products) add(courses[p], segment.weeks.back());
    }
  }

  [[nodiscard]] monitor::Segments told(const domain::Marketplace& marketplace) && {
    monitor::Segments all{
        .marketplace = marketplace.key, .currency = marketplace.currency, .weeks = weeks_, .segments = {}};
    for (auto& [subject, segment] : segments_) {
      segment.weeks.resize(weeks_.size());
      all.segments.push_back(std::move(segment));
    }
    return all;
  }

 private:
  std::vector<ForeseenAndCame> weeks_;
  std::map<std::string, monitor::Segment> segments_;
};

}  // namespace

Result<monitor::Segments> segments_of(const House& house, const domain::Marketplace& marketplace,
                                      const predictions::Table& serving) {
  const auto& cube = serving.cube();
  const auto running = period_of(Frame::week, cube.receipt.data_cut + 1, cube.week_start);
  Gathering gathering;
  for (int back = kWeeks; back > 0; --back) {
    const Period week{running.first - back * kWeek, running.first - (back - 1) * kWeek - 1};
    const auto table = blind_table(house, marketplace.key, week);
    if (!table) continue;
    const auto sold = Sold::in(house, marketplace.id, week);
    if (!sold) return std::unexpected(sold.error());
    gathering.add_week(Week(*table, week), *sold);
  }
  return std::move(gathering).told(marketplace);
}

}  // namespace shelfcast::app
