// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"
#include "api/ranked.hpp"
#include "shelfcast/base/draft.hpp"
#include "shelfcast/predictions/certainty.hpp"

#include <string>

namespace shelfcast::api {

/// What kind of ranking a row stands in.
struct Ranking {
  domain::Level level;
  bool is_drawn = true;  ///< else its rows are of several categories, or sums of what was drawn
};

/// That of the products of a category and all below it.
Ranking products_ranking(const Choice& choice, const RankedPage& page, std::size_t category);

/// The bounds of a row's units; nothing where they were not measured, or units are not told of.
std::optional<domain::IntervalPair> interval_of(const Choice& choice, const Ranking& ranking, const RankedRow& row);
/// The same of everything; nothing of a part of it.
std::optional<domain::IntervalPair> interval_of_all(const Choice& choice);
/// The measured chance that its amount comes within 25 % of what is expected.
std::optional<double> confidence_of(const Choice& choice, const Question& question, const Ranking& ranking,
                                    const RankedRow& row);
/// Where it may end in its ranking, where that was drawn: of a product in that of its own category.
std::optional<domain::Chance> chance_of(const Choice& choice, const Ranking& ranking, const RankedRow& row);
/// Of ending among the best so many: one of `domain::kTops`.
double chance_of_top(const domain::Chance& chance, std::uint32_t top);

/// How sure a row is. What was not measured or drawn is missing.
struct Sure {
  std::optional<domain::IntervalPair> interval;
  std::optional<double> confidence;
  std::optional<domain::Chance> chance;
};

/// The same of rows of one ranking, of which what they have in common is looked up once. Does not outlive its choice.
class SureOf {
 public:
  SureOf(const Choice& choice, Frame frame, const Ranking& ranking);
  /// For rows that are asked about next: what lies far apart in memory comes at once.
  void fetch(const std::vector<RankedRow>& rows) const;
  [[nodiscard]] Sure row(const RankedRow& row) const;

 private:
  const Choice& choice_;
  const Frame frame_;
  const Ranking ranking_;
  const predictions::Certainty certainty_;
};

/// Appends the bounds of a row's units, the chance of ending among the best so many, and the ranks between which eight
/// of ten draws put it.
void put_certainty(Draft& json, const Sure& sure, std::uint32_t top);

}  // namespace shelfcast::api
