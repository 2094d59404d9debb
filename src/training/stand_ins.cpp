// SPDX-License-Identifier: Apache-2.0
#include "training/stand_ins.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

namespace shelfcast::training {
namespace {

using models::Grid;

std::span<const double> row_of(const Grid& grid, std::size_t row) {
  return std::span(grid.values).subspan(row * grid.columns, grid.columns);
}

/// Categories of which something is said that cannot be.
std::set<std::size_t> unsound(const Grid& grid, const domain::Panel& panel) {
  std::set<std::size_t> categories;
  for (std::size_t row = 0; row < grid.rows; ++row)
    for (const double value : row_of(grid, row))
      if (!std::isfinite(value) || value < 0) categories.insert(panel.products[row].category);
  return categories;
}

void take_over(const Grid& simpler, const domain::Panel& panel, const std::set<std::size_t>& categories, Grid& grid) {
  for (std::size_t row = 0; row < grid.rows; ++row)
    if (categories.contains(panel.products[row].category))
      for (std::size_t i = 0; i < grid.columns; ++i) grid.at(row, i) = simpler.at(row, i);
}

std::string sentence(const std::set<std::size_t>& categories, const domain::Panel& panel) {
  const auto& first = panel.categories[*categories.begin()].key;
  return fmt::format("what it said of {} was negative or no number",
                     categories.size() == 1 ? first : fmt::format("{} and {} more", first, categories.size() - 1));
}

/// Settles one member's word after the simpler ones'.
class Settling {
 public:
  Settling(Answers answers, const Bench& bench, const domain::Panel& panel, const Replaced& replaced)
      : answers_(std::move(answers)), bench_(bench), panel_(panel), replaced_(replaced) {}

  Result<> settle(std::size_t member) {
    if (is_settled(member)) return {};
    const auto& simpler = bench_.members[member].simpler;
    if (simpler.empty()) return fail_of(member);
    const std::size_t place = place_of(bench_.members, simpler);
    if (auto settled = settle(place); !settled) return settled;
    auto& answer = answers_[member];
    const auto& word = **answers_[place];
    if (answer && *answer) {
      const auto bad = unsound(**answer, panel_);
      replaced_(member, sentence(bad, panel_));
      take_over(word, panel_, bad, **answer);
    } else {
      if (answer) replaced_(member, answer->error().text());
      answer = word;
    }
    return {};
  }
  Grid word(std::size_t member) { return std::move(**answers_[member]); }

 private:
  [[nodiscard]] bool is_settled(std::size_t member) const {
    const auto& answer = answers_[member];
    return answer && *answer && unsound(**answer, panel_).empty();
  }
  [[nodiscard]] Result<> fail_of(std::size_t member) const {
    const auto& answer = answers_[member];
    if (answer && !*answer) return std::unexpected(answer->error());
    return fail(Code::corrupt, std::string(bench_.members[member].model),
                "it is the simplest, and what it says is negative or no number");
  }

  Answers answers_;
  const Bench& bench_;
  const domain::Panel& panel_;
  const Replaced& replaced_;
};

}  // namespace

Result<Words> with_stand_ins(Answers answers, const Bench& bench, const domain::Panel& panel,
                             const Replaced& replaced) {
  Settling settling(std::move(answers), bench, panel, replaced);
  for (std::size_t m = 0; m < bench.members.size(); ++m)
    if (auto settled = settling.settle(m); !settled) return std::unexpected(settled.error());
  Words words;
  for (std::size_t m = 0; m < bench.members.size(); ++m) words.push_back(settling.word(m));
  return words;
}

}  // namespace shelfcast::training
