// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/features.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace shelfcast::models {

/// What a model answers to the rows of a block whose look ahead moves on. From day to day few rows change - where a
/// price, a promotion or a holiday begins or ends - and only these are asked again.
template <class Number>
class RowAnswers {
 public:
  /// `ask` is told the values of some rows and gives a number for each.
  template <class Ask>
  Result<void> renew(const domain::FeatureBlock& block, Ask ask) {
    find_changed(block);
    if (changed_.empty()) return {};
    const Result<std::vector<Number>> told = ask(std::span<const float>(values_));
    if (!told) return std::unexpected(told.error());
    for (std::size_t i = 0; i < changed_.size(); ++i) answers_[changed_[i]] = (*told)[i];
    return {};
  }
  [[nodiscard]] std::span<const Number> of_rows() const { return answers_; }

 private:
  void find_changed(const domain::FeatureBlock& block) {
    const bool is_first = answers_.size() != block.product.size() || asked_.size() != block.values.size();
    answers_.resize(block.product.size());
    changed_.clear();
    values_.clear();
    const std::size_t columns = answers_.empty() ? 0 : block.values.size() / answers_.size();
    for (std::size_t row = 0; row < answers_.size(); ++row) {
      const auto now = std::span(block.values).subspan(row * columns, columns);
      if (!is_first && std::ranges::equal(now, std::span(asked_).subspan(row * columns, columns))) continue;
      changed_.push_back(row);
      values_.insert(values_.end(), now.begin(), now.end());
    }
    if (!changed_.empty()) asked_ = block.values;
  }

  std::vector<float> asked_;  ///< the block's values of last time
  std::vector<std::size_t> changed_;
  std::vector<float> values_;  ///< of the changed rows
  std::vector<Number> answers_;
};

}  // namespace shelfcast::models
