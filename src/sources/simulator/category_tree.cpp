// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/category_tree.hpp"

#include "sources/simulator/departments.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::sources::simulator {
namespace {

constexpr std::uint32_t kFirstCategoryId = 101;

/// The words themselves, then "Compact Kettles", "Outdoor Kettles", ..., then "Compact Kettles 2".
std::string qualified(std::string_view words, int round) {
  if (round == 0) return std::string(words);
  const int count = static_cast<int>(qualifiers().size());
  const auto qualifier = qualifiers()[static_cast<std::size_t>((round - 1) % count)];
  const int repeat = (round - 1) / count;
  return repeat == 0 ? fmt::format("{} {}", qualifier, words) : fmt::format("{} {} {}", qualifier, words, repeat + 1);
}

class Tree {
 public:
  void add_department(int department) {
    const auto& words = departments()[static_cast<std::size_t>(department)];
    nodes_.push_back({next_id(), std::string(words.name), std::string(words.name), 0, 1, department, {}});
  }
  /// The `nth` child of a node, of which its words know `known` different ones.
  void add_aisle(std::size_t parent, int nth) {
    const auto& aisles = departments()[static_cast<std::size_t>(nodes_[parent].department)].aisles;
    const auto known = static_cast<int>(aisles.size());
    aisle_words_.resize(nodes_.size() + 1);
    aisle_words_[nodes_.size()] = &aisles[static_cast<std::size_t>(nth % known)];
    add_child(parent, qualified(aisle_words_.back()->name, nth / known), {});
  }
  void add_leaf(std::size_t aisle, int nth) {
    const auto& leaves = aisle_words_[aisle]->leaves;
    const auto known = static_cast<int>(leaves.size());
    const auto& words = leaves[static_cast<std::size_t>(nth % known)];
    add_child(aisle, qualified(words.name, nth / known), qualified(words.noun, nth / known));
  }
  std::vector<CategoryNode> take() { return std::move(nodes_); }

 private:
  std::uint32_t next_id() const { return kFirstCategoryId + static_cast<std::uint32_t>(nodes_.size()); }
  void add_child(std::size_t parent, const std::string& name, std::string noun) {
    const auto& above = nodes_[parent];
    CategoryNode child{
        next_id(),        name,           fmt::format("{} > {}", above.path, name), above.id, above.level + 1,
        above.department, std::move(noun)};
    nodes_.push_back(std::move(child));
  }

  std::vector<CategoryNode> nodes_;
  std::vector<const AisleWords*> aisle_words_;  // by place in nodes_; null where it is no aisle
};

}  // namespace

std::vector<CategoryNode> build_category_tree(int count) {
  const int roots = std::clamp(count / 12, 1, static_cast<int>(departments().size()));
  const int aisles = std::max(roots, (count - roots) / 4);
  const int leaves = std::max(1, count - roots - aisles);
  Tree tree;
  for (int i = 0; i < roots; ++i) tree.add_department(i);
  for (int i = 0; i < aisles; ++i) tree.add_aisle(static_cast<std::size_t>(i % roots), i / roots);
  for (int i = 0; i < leaves; ++i) {
    const int aisle = roots + i % aisles;
    tree.add_leaf(static_cast<std::size_t>(aisle), i / aisles);
  }
  return tree.take();
}

}  // namespace shelfcast::sources::simulator
