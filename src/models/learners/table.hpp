// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstddef>
#include <span>

namespace shelfcast::models {

/// Features of many rows, one row after the other. A value that is not known is NaN, where the learner allows it.
struct Table {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::span<const float> values;
};

/// What a learner learns from: the labels of a table's rows, how much each row counts (each 1 where there are no
/// weights), and what is known of it beforehand, on the scale of the link (0 where there are none).
struct Examples {
  Table table;
  std::span<const float> labels;
  std::span<const float> weights{};
  std::span<const float> base_margin{};

  [[nodiscard]] double weight(std::size_t row) const { return weights.empty() ? 1 : static_cast<double>(weights[row]); }
  [[nodiscard]] double base(std::size_t row) const {
    return base_margin.empty() ? 0 : static_cast<double>(base_margin[row]);
  }
};

/// How the labels that are allowed are told: any number, or none below zero.
enum class Labels { any, not_negative, zero_or_one };

/// `invalid`, with the part at fault as its place, where sizes do not agree, nothing is there, or a number that
/// must be one is not.
Result<> check(const Examples& examples, Labels allowed);

/// The same for what is asked of a learnt model.
Result<> check(const Table& asked, std::size_t columns_learnt, std::span<const float> base_margin);

}  // namespace shelfcast::models
