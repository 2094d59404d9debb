// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace shelfcast::graphql {
namespace {

class KnownFragmentNames final : public Rule {
 public:
  using Rule::Rule;
  void on_spread(const ast::Selection& spread) override {
    if (document().fragment(spread.name.text) != nullptr) return;
    report(fmt::format("Unknown fragment \"{}\".", spread.name.text), {spread.name.at});
  }
};

class NoUnusedFragments final : public Rule {
 public:
  using Rule::Rule;
  void end() override {
    std::unordered_set<std::string_view> used;
    for (const auto* fragment : context_.reached_from(document().operations)) used.insert(fragment->name.text);
    for (const auto& definition : document().definitions) {
      const auto* fragment = std::get_if<ast::Fragment>(&definition);
      if (fragment == nullptr || used.contains(fragment->name.text)) continue;
      report(fmt::format("Fragment \"{}\" is never used.", fragment->name.text), {fragment->at});
    }
  }
};

class PossibleFragmentSpreads final : public Rule {
 public:
  using Rule::Rule;
  void on_inline_fragment(const ast::Selection& fragment) override {
    const NamedType* type = here().type.named;
    if (is_possible(type)) return;
    report(fmt::format("Fragment cannot be spread here as objects of type \"{}\" can never be of type \"{}\".",
                       here().parent->name, type->name),
           {fragment.at});
  }
  void on_spread(const ast::Selection& spread) override {
    const ast::Fragment* fragment = document().fragment(spread.name.text);
    const NamedType* type = fragment == nullptr ? nullptr : types().find(fragment->condition.text);
    if (is_possible(type)) return;
    report(fmt::format("Fragment \"{}\" cannot be spread here as objects of type \"{}\" can never be of type \"{}\".",
                       spread.name.text, here().parent->name, type->name),
           {spread.at});
  }

 private:
  [[nodiscard]] bool is_possible(const NamedType* type) const {
    const bool is_known = type != nullptr && type->is_composite() && here().parent != nullptr;
    return !is_known || overlap(*type, *here().parent);
  }
};

class NoFragmentCycles final : public Rule {
 public:
  using Rule::Rule;
  void enter_fragment(const ast::Fragment& fragment) override { look_from(fragment); }

 private:
  void look_from(const ast::Fragment& fragment) {
    const auto name = fragment.name.text;
    if (context_.aborted() || !visited_.insert(name).second) return;
    const auto& spreads = context_.spreads(fragment.selections);
    if (spreads.empty()) return;
    places_[name] = way_.size();
    for (const auto* spread : spreads) {
      way_.push_back(spread);
      follow(spread->name.text);
      way_.pop_back();
    }
    places_.erase(name);
  }

  void follow(std::string_view name) {
    const auto place = places_.find(name);
    if (place != places_.end()) return tell_of(name, place->second);
    if (const ast::Fragment* fragment = document().fragment(name)) look_from(*fragment);
  }

  void tell_of(std::string_view name, std::size_t first) {
    if (context_.aborted()) return;
    std::string via;
    std::vector<ast::At> at;
    for (std::size_t i = first; i < way_.size(); ++i) {
      at.push_back(way_[i]->at);
      if (i + 1 < way_.size()) via += fmt::format("{}\"{}\"", via.empty() ? "" : ", ", way_[i]->name.text);
    }
    report(fmt::format("Cannot spread fragment \"{}\" within itself{}{}.", name, via.empty() ? "" : " via ", via), at);
  }

  std::unordered_set<std::string_view> visited_;
  std::vector<const ast::Selection*> way_;
  std::unordered_map<std::string_view, std::size_t> places_;  // on the way
};

}  // namespace

RulePtr known_fragment_names(Context& context) {
  return std::make_unique<KnownFragmentNames>(context);
}

RulePtr no_unused_fragments(Context& context) {
  return std::make_unique<NoUnusedFragments>(context);
}

RulePtr possible_fragment_spreads(Context& context) {
  return std::make_unique<PossibleFragmentSpreads>(context);
}

RulePtr no_fragment_cycles(Context& context) {
  return std::make_unique<NoFragmentCycles>(context);
}

}  // namespace shelfcast::graphql
