// SPDX-License-Identifier: Apache-2.0
#include "models/learners/boosted_trees.hpp"

#include "shelfcast/base/exact_math.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <limits>

namespace shelfcast::models {

using nlohmann::json;

namespace {

constexpr std::size_t kMostColumns = std::size_t{1} << 20U;

struct Refusal {
  Code code;
  std::string sentence;
};

[[noreturn]] void refuse(Code code, std::string sentence) {
  throw Refusal{code, std::move(sentence)};
}

json parsed(std::string_view bytes) {
  // XGBoost's UBJSON begins with an object as JSON does, but with the length of its first key.
  const bool is_text = bytes.size() > 1 && bytes[0] == '{' && (bytes[1] == '"' || std::isspace(bytes[1]) != 0);
  return is_text ? json::parse(bytes) : json::from_ubjson(bytes);
}

/// XGBoost writes its parameters as text, of late one or several in brackets.
template <class Number>
Number number_in(const json& object, const char* key) {
  auto text = object.at(key).get<std::string>();
  std::erase_if(text, [](char c) { return c == '[' || c == ']'; });
  Number number{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size())
    refuse(Code::corrupt, fmt::format("{} is not a number: '{}'", key, text));
  return number;
}

Link link_of_objective(const std::string& name) {
  for (const auto* const identity : {"reg:squarederror", "reg:absoluteerror", "reg:pseudohubererror", "reg:linear"})
    if (name == identity) return Link::identity;
  for (const auto* const log : {"count:poisson", "reg:tweedie", "reg:gamma"})
    if (name == log) return Link::log;
  for (const auto* const logistic : {"binary:logistic", "reg:logistic"})
    if (name == logistic) return Link::logistic;
  refuse(Code::rejected, fmt::format("the objective {} is not one we can ask", name));
}

/// XGBoost keeps the start as an expectation, not as a margin.
double margin_of(Link link, double expectation) {
  if (link == Link::log) return exact::log(expectation);
  if (link == Link::logistic) return exact::log(expectation / (1 - expectation));
  return expectation;
}

}  // namespace

class TreeReader {
 public:
  BoostedTrees read(const json& model) {
    const json& learner = model.at("learner");
    read_head(learner);
    const json& booster = learner.at("gradient_booster");
    if (booster.at("name") != "gbtree") refuse(Code::rejected, "it is not a model of plain trees (gbtree)");
    for (const json& tree : booster.at("model").at("trees")) read_tree(tree);
    return std::move(trees_);
  }

 private:
  using Node = BoostedTrees::Node;

  void read_head(const json& learner) {
    const json& parameters = learner.at("learner_model_param");
    trees_.columns_ = number_in<std::size_t>(parameters, "num_feature");
    if (trees_.columns_ == 0 || trees_.columns_ > kMostColumns) refuse(Code::corrupt, "it has no columns");
    if (number_in<int>(parameters, "num_class") > 1) refuse(Code::rejected, "it tells classes, not amounts");
    trees_.column_names_ = learner.value("feature_names", std::vector<std::string>());
    const json attributes = learner.value("attributes", json::object());
    const auto score = number_in<double>(parameters, "base_score");
    if (const auto ours = attributes.find(kLinkAttribute); ours != attributes.end()) {
      const auto link = link_named(ours->get<std::string>());
      if (!link) refuse(Code::corrupt, "its link is none that we know");
      trees_.link_ = *link;
      trees_.start_ = static_cast<float>(score);
    } else {
      trees_.link_ = link_of_objective(learner.at("objective").at("name").get<std::string>());
      trees_.start_ = static_cast<float>(margin_of(trees_.link_, score));
    }
  }

  /// Level by level, so that siblings come to stand together and no node can be come upon twice.
  void read_tree(const json& tree) {
    const auto left = tree.at("left_children").get<std::vector<std::int64_t>>();
    const auto right = tree.at("right_children").get<std::vector<std::int64_t>>();
    const auto root = trees_.nodes_.size();
    std::vector<std::size_t> order{0};
    int depth = 0;
    for (std::size_t begin = 0, end = 1; begin < end; begin = end, end = order.size(), ++depth) {
      for (std::size_t at = begin; at < end; ++at) {
        const std::size_t node = order[at];
        const bool known = node < left.size() && node < right.size() && order.size() <= left.size();
        if (!known) refuse(Code::corrupt, "a tree leads to a node that is not there");
        const bool is_leaf = left[node] < 0;
        add_node(tree, node, is_leaf ? root + at : root + order.size(), is_leaf);
        if (is_leaf) continue;
        order.push_back(static_cast<std::size_t>(left[node]));
        order.push_back(static_cast<std::size_t>(right[node]));
      }
    }
    trees_.trees_.push_back({static_cast<std::uint32_t>(root), depth - 1});
  }

  void add_node(const json& tree, std::size_t node, std::size_t left, bool is_leaf) {
    const auto condition = tree.at("split_conditions").at(node).get<float>();
    const bool is_numeric = !tree.contains("split_type") || tree.at("split_type").at(node).get<int>() == 0;
    if (!is_numeric) refuse(Code::rejected, "it splits by categories");
    Node made{.split = std::numeric_limits<float>::quiet_NaN(),
              .left = static_cast<std::uint32_t>(left),
              .feature = 0,
              .missing_goes_right = 0};
    if (!is_leaf) {
      const auto feature = tree.at("split_indices").at(node).get<std::size_t>();
      if (feature >= trees_.columns_) refuse(Code::corrupt, "a tree asks for a column that is not there");
      made.split = condition;
      made.feature = static_cast<std::uint32_t>(feature);
      made.missing_goes_right = goes_left(tree.at("default_left").at(node)) ? 0 : 1;
    }
    trees_.nodes_.push_back(made);
    trees_.outputs_.push_back(is_leaf ? condition : 0);
  }

  static bool goes_left(const json& flag) { return flag.is_boolean() ? flag.get<bool>() : flag.get<int>() != 0; }

  BoostedTrees trees_;
};

Result<BoostedTrees> BoostedTrees::from_bytes(std::string_view bytes) {
  try {
    return TreeReader().read(parsed(bytes));
  } catch (const Refusal& refusal) {
    return fail(refusal.code, "boosted trees", refusal.sentence);
  } catch (const json::exception& fault) {
    return fail(Code::corrupt, "boosted trees", fault.what());
  }
}

}  // namespace shelfcast::models
