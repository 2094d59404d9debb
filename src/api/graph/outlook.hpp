// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/certainty.hpp"
#include "api/graph/asking.hpp"
#include "api/rankings.hpp"
#include "api/sold_beside.hpp"

#include <cstddef>
#include <expected>
#include <optional>
#include <string_view>

namespace shelfcast::api::graph {

/// A period of a table that was asked about: what stands behind PredictionResult.
struct Outlook {
  Question question;
  Choice choice;
  Rankings* rankings;

  [[nodiscard]] const domain::Cube& cube() const { return choice.table->cube(); }
  /// A page of the products of a category, or of the categories where none is named.
  [[nodiscard]] RankedPage page(const Question& asked, std::optional<std::size_t> category = {}) const {
    return rankings->page(choice, asked, category);
  }
};

/// By the arguments that `predictions` takes.
std::expected<Outlook, Refusal> predict(const graphql::Call& call);

/// A row of one of its rankings, or one that was asked for by its id.
struct RankedNode {
  const Outlook* in;
  RankedRow row;
  Ranking ranking;
  std::optional<std::size_t> rank;  ///< where it is known without counting

  [[nodiscard]] const domain::Cube& cube() const { return in->cube(); }
};
struct CategoryNode : RankedNode {
  [[nodiscard]] const domain::ForecastCategory& category() const { return cube().categories[row.index]; }
};
struct ProductNode : RankedNode {
  [[nodiscard]] const domain::ForecastProduct& product() const { return cube().products[row.index]; }
};

/// What was sold, beside what was expected.
struct SoldNode {
  domain::Measures told;
  domain::Expected sold;
};
/// In a period that is over, or since the numbers were made; nothing where that is not known.
std::optional<SoldNode> sold_beside(const RankedNode& node, bool is_over);

/// Of a category that holds no products itself: what is expected of all below it, in no ranking.
CategoryNode category_at(const Outlook& in, std::size_t index);
ProductNode product_at(const Outlook& in, std::size_t index);
/// Nothing where there is none of this id or key.
std::optional<CategoryNode> category_named(const Outlook& in, std::string_view id_or_key);
/// Nor where what was asked about does not hold it.
std::optional<ProductNode> product_named(const Outlook& in, std::string_view id_or_key);

/// The place of one that was asked for by its id; nothing where it stands in no ranking.
std::optional<std::size_t> rank_of(const CategoryNode& category);
std::optional<std::size_t> rank_of(const ProductNode& product);

}  // namespace shelfcast::api::graph
