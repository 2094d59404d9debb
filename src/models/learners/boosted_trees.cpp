// SPDX-License-Identifier: Apache-2.0
#include "models/learners/boosted_trees.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace shelfcast::models {
namespace {

constexpr std::size_t kBlock = 64;  // rows whose values stay close at hand while all trees see them
constexpr std::size_t kLanes = 8;   // rows that walk down a tree side by side, so that none waits for memory alone

}  // namespace

Result<std::vector<float>> BoostedTrees::predict(const Table& table, std::span<const float> base_margin) const {
  if (auto sound = check(table, columns_, base_margin); !sound) return std::unexpected(sound.error());
  std::vector<float> margins(table.rows, start_);
  for (std::size_t i = 0; i < base_margin.size(); ++i) margins[i] += base_margin[i];
  for (std::size_t begin = 0; begin < table.rows; begin += kBlock) {
    const std::size_t rows = std::min(kBlock, table.rows - begin);
    add_leaves(table.values.subspan(begin * columns_, rows * columns_), std::span(margins).subspan(begin, rows));
  }
  expect(link_, margins);
  return margins;
}

std::vector<double> BoostedTrees::splits() const {
  std::vector<double> count(columns_);
  for (const Node& node : nodes_)
    if (!std::isnan(node.split)) ++count[node.feature];
  return count;
}

void BoostedTrees::add_leaves(std::span<const float> rows, std::span<float> margins) const {
  // Without a branch: which way a row goes cannot be guessed.
  const Node* const nodes = nodes_.data();
  const auto step = [nodes](std::uint32_t at, const float* row) {
    const Node node = nodes[at];
    const float value = row[node.feature];
    const auto beyond = static_cast<std::uint32_t>(value >= node.split);
    const auto missing = static_cast<std::uint32_t>(std::isnan(value));
    return node.left + (beyond | (missing & node.missing_goes_right));
  };
  for (const Tree& tree : trees_) {
    std::size_t i = 0;
    for (; i + kLanes <= margins.size(); i += kLanes) {
      const float* const first = &rows[i * columns_];
      std::array<std::uint32_t, kLanes> at{};
      at.fill(tree.root);
      for (int level = 0; level < tree.depth; ++level) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) at[lane] = step(at[lane], first + lane * columns_);
      }
      for (std::size_t lane = 0; lane < kLanes; ++lane) margins[i + lane] += outputs_[at[lane]];
    }
    for (; i < margins.size(); ++i) {
      std::uint32_t at = tree.root;
      for (int level = 0; level < tree.depth; ++level) at = step(at, &rows[i * columns_]);
      margins[i] += outputs_[at];
    }
  }
}

}  // namespace shelfcast::models
