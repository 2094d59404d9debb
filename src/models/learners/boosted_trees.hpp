// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/learners/losses.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::models {

/// The attribute of an XGBoost model by which `boost` tells how a margin becomes an expectation.
inline constexpr const char* kLinkAttribute = "shelfcast_link";

/// Trees read once and asked often: by any number of threads at a time, without XGBoost, with the same bits everywhere.
class BoostedTrees {
 public:
  /// Reads a model of `boost`, or one that XGBoost saved elsewhere as JSON or UBJSON: `gbtree` with one output, numeric
  /// splits, and an objective whose link is known. Failure: `corrupt`, or `rejected` with what it is that we lack.
  static Result<BoostedTrees> from_bytes(std::string_view bytes);

  /// What is expected of each row, on the scale of the labels. NaN is a missing value. A base margin is added to the
  /// model's own start. Failure: `invalid` - the columns are not those it learnt from, or sizes do not agree.
  [[nodiscard]] Result<std::vector<float>> predict(const Table& table, std::span<const float> base_margin = {}) const;

  [[nodiscard]] std::size_t columns() const { return columns_; }
  /// Of its columns, where whoever trained it gave names; else empty.
  [[nodiscard]] const std::vector<std::string>& column_names() const { return column_names_; }
  [[nodiscard]] std::size_t trees() const { return trees_.size(); }
  /// How many splits ask for each column.
  [[nodiscard]] std::vector<double> splits() const;

 private:
  friend class TreeReader;

  /// A row goes to `left`, or to the node after it from `split` on. A leaf leads to itself: its split is NaN.
  struct Node {
    float split;
    std::uint32_t left;
    std::uint32_t feature;
    std::uint32_t missing_goes_right;
  };
  struct Tree {
    std::uint32_t root;  ///< where its nodes begin
    int depth;
  };

  void add_leaves(std::span<const float> rows, std::span<float> margins) const;

  std::size_t columns_ = 0;
  std::vector<std::string> column_names_;
  Link link_ = Link::identity;
  float start_ = 0;
  std::vector<Tree> trees_;
  std::vector<Node> nodes_;     ///< of all trees, each tree's level by level
  std::vector<float> outputs_;  ///< of the leaves, by node
};

}  // namespace shelfcast::models
