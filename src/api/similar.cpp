// SPDX-License-Identifier: Apache-2.0
#include "api/similar.hpp"

#include "shelfcast/features/namesakes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace shelfcast::api {
namespace {

using domain::Expected;

constexpr std::size_t kEnough = 20;      // others in a category to choose from
constexpr std::size_t kShortlist = 200;  // of which the course of the year is looked at
constexpr int kWeeks = 4;
constexpr int kYear = 364;

/// Of two numbers, the part that the lower one is of the higher; nothing where one is not above zero.
std::optional<double> ratio(double one, double other) {
  if (one <= 0 || other <= 0) return std::nullopt;
  return std::min(one / other, other / one);
}

template <std::size_t Count>
struct Shares {
  std::array<double, Count> units{};
  double sum = 0;

  void add(std::size_t place, double more) {
    units[place] += more;
    sum += more;
  }
};

template <std::size_t Count>
std::optional<double> overlap(const Shares<Count>& one, const Shares<Count>& other) {
  if (one.sum <= 0 || other.sum <= 0) return std::nullopt;
  double both = 0;
  for (std::size_t i = 0; i < Count; ++i) both += std::min(one.units[i] / one.sum, other.units[i] / other.sum);
  return both;
}

/// When a product is expected to sell.
struct Course {
  Shares<7> weekdays;
  Shares<12> months;
};

Course course_of(const predictions::Table& table, std::size_t row) {
  const auto& cube = table.cube();
  const Day cut = cube.receipt.data_cut;
  std::vector<Expected> cells;
  table.append_cells(row, cells);
  Course course;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Period step{cube.boundaries[i], cube.boundaries[i + 1] - 1};
    if (step.first <= cut || step.last > cut + kYear) continue;
    const double units = from_micro(cells[i].units);
    course.months.add(static_cast<std::size_t>(civil(step.first).month - 1), units);
    const bool is_day = step.first == step.last && step.last <= cut + 7 * kWeeks;
    if (is_day) course.weekdays.add(static_cast<std::size_t>(step.first - (cut + 1)) % 7, units);
  }
  return course;
}

/// The coming month; of a source that counts in weeks, all that is ahead.
Period period_compared(const Shown& shown) {
  const auto& cube = shown.cube();
  const auto month = coming(Frame::month, cube);
  return shown.table->covers(month) ? month : Period{month.first, cube.boundaries.back() - 1};
}

/// What is asked of each product before its course.
struct Size {
  double units;
  double price;  ///< 0: not known
};

class Comparison {
 public:
  explicit Comparison(const Shown& own)
      : own_(own), period_(period_compared(own)), size_(size_of(own.row)), course_(course_of(*own.table, own.row)) {}

  [[nodiscard]] Similar at_a_glance(std::size_t row, double of_name) const {
    const auto size = size_of(row);
    Similar similar{.row = row, .likeness = {}};
    similar.likeness.name = of_name;
    similar.likeness.price = ratio(size.price, size_.price);
    if (own_.cube().measures.units) similar.likeness.level = ratio(size.units, size_.units);
    return similar;
  }
  void look_closer(Similar& similar) const {
    const auto course = course_of(*own_.table, similar.row);
    similar.likeness.weekdays = overlap(course.weekdays, course_.weekdays);
    similar.likeness.season = overlap(course.months, course_.months);
  }

 private:
  [[nodiscard]] Day cut() const { return own_.cube().receipt.data_cut; }
  [[nodiscard]] Size size_of(std::size_t row) const {
    const auto expected = own_.table->product(row, period_);
    return {from_micro(expected.units), price_of(own_.cube(), expected).value_or(0)};
  }

  const Shown& own_;
  Period period_;
  Size size_;
  Course course_;
};

/// The rows of a category and all below it.
std::vector<std::size_t> rows_of(const predictions::Table& table, std::size_t category) {
  const auto& cube = table.cube();
  std::vector<std::size_t> rows;
  for (std::size_t below = 0; below < cube.categories.size(); ++below) {
    const auto [first, count] = table.products_of(below);
    if (count == 0 || !belongs_to(cube, below, category)) continue;
    for (std::size_t row = first; row < first + count; ++row) rows.push_back(row);
  }
  return rows;
}

struct Around {
  std::size_t category;
  std::vector<std::size_t> rows;
};

/// Counts its steps: a source's tree may hold a circle.
Around enough_around(const Shown& shown) {
  const auto& cube = shown.cube();
  Around around{shown.category, rows_of(*shown.table, shown.category)};
  for (std::size_t steps = 0; around.rows.size() <= kEnough && steps < cube.categories.size(); ++steps) {
    const auto& parent = cube.categories[around.category].parent;
    const auto above = parent ? place_of(cube, *parent) : std::nullopt;
    if (!above) break;
    around = {*above, rows_of(*shown.table, *above)};
  }
  return around;
}

std::vector<double> likeness_of_names(const Shown& shown, const std::vector<std::size_t>& rows) {
  const auto& products = shown.cube().products;
  std::vector<std::string_view> names;
  names.reserve(rows.size());
  for (const auto row : rows) names.push_back(features::naming(products[row]));
  std::vector<double> told(rows.size());
  for (const auto& like : features::Namesakes(names).most_like(features::naming(shown.product())))
    told[like.place] = like.told;
  return told;
}

void keep_likest(const Shown& shown, std::vector<Similar>& all, std::size_t at_most) {
  const auto& products = shown.cube().products;
  std::ranges::sort(all, [&](const Similar& one, const Similar& other) {
    const double difference = one.likeness.whole() - other.likeness.whole();
    return difference != 0 ? difference > 0 : products[one.row].id < products[other.row].id;
  });
  all.resize(std::min(all.size(), at_most));
}

}  // namespace

double Likeness::whole() const {
  double sum = name;
  double known = 1;
  for (const auto& part : {price, level, weekdays, season}) {
    if (!part) continue;
    sum += *part;
    known += 1;
  }
  return sum / known;
}

std::optional<double> price_of(const domain::Cube& cube, const Expected& expected) {
  if (!cube.measures.units || !cube.measures.amount || expected.units <= 0) return std::nullopt;
  return from_micro(expected.amount) / from_micro(expected.units);
}

Neighbours neighbours_of(const Shown& shown, std::size_t at_most) {
  const auto around = enough_around(shown);
  const auto names = likeness_of_names(shown, around.rows);
  const Comparison comparison(shown);
  Neighbours neighbours{.category = around.category, .others = around.rows.size() - 1, .likest = {}};
  for (std::size_t i = 0; i < around.rows.size(); ++i)
    if (around.rows[i] != shown.row) neighbours.likest.push_back(comparison.at_a_glance(around.rows[i], names[i]));
  keep_likest(shown, neighbours.likest, kShortlist);
  for (auto& similar : neighbours.likest) comparison.look_closer(similar);
  keep_likest(shown, neighbours.likest, at_most);
  return neighbours;
}

}  // namespace shelfcast::api
