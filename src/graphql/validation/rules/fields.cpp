// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/rules.hpp"
#include "graphql/values/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::graphql {
namespace {

/// A type that has the field that another one lacks, and by how many of its objects' types it is backed.
struct Candidate {
  const NamedType* type;
  std::size_t uses;
};

bool is_better(const Candidate& one, const Candidate& other) {
  if (one.uses != other.uses) return one.uses > other.uses;
  if (one.type->kind == TypeKind::interface && one.type->has_subtype(other.type)) return true;
  if (other.type->kind == TypeKind::interface && other.type->has_subtype(one.type)) return false;
  return comes_before(one.type->name, other.type->name);
}

void note(std::vector<Candidate>& candidates, const NamedType* type) {
  const auto found = std::ranges::find(candidates, type, &Candidate::type);
  if (found == candidates.end()) {
    candidates.push_back({type, 1});
  } else {
    ++found->uses;
  }
}

/// "Better" is no order in the strict sense, which std::sort would need; this is safe with any.
void insertion_sort(std::vector<Candidate>& candidates) {
  for (auto next = candidates.begin(); next != candidates.end(); ++next) {
    const auto place = std::find_if(candidates.begin(), next, [&](const auto& one) { return is_better(*next, one); });
    std::rotate(place, next, next + 1);
  }
}

std::vector<std::string_view> types_with(std::string_view field, const NamedType& type) {
  if (!type.is_abstract()) return {};
  std::vector<Candidate> candidates;
  for (const auto* possible : type.possible) {
    if (possible->field(field) == nullptr) continue;
    note(candidates, possible);
    for (const auto* interface : possible->interfaces) {
      if (interface->field(field) != nullptr) note(candidates, interface);
    }
  }
  insertion_sort(candidates);
  std::vector<std::string_view> names;
  names.reserve(candidates.size());
  for (const auto& candidate : candidates) names.push_back(candidate.type->name);
  return names;
}

class FieldsOnCorrectType final : public Rule {
 public:
  using Rule::Rule;
  void enter_field(const ast::Selection& field) override {
    if (here().parent == nullptr || here().field != nullptr) return;
    const NamedType& type = *here().parent;
    const auto name = field.name.text;
    std::string meant = did_you_mean(types_with(name, type), "to use an inline fragment on");
    if (meant.empty()) meant = did_you_mean(near_names(name, names_of(type.fields)));
    report(fmt::format("Cannot query field \"{}\" on type \"{}\".{}", name, type.name, meant), {field.at});
  }
};

/// Lists within lists of introspection: an answer that grows with each of them for a few bytes of a request.
class IntrospectionDepth final : public Rule {
 public:
  using Rule::Rule;
  void enter_field(const ast::Selection& field) override {
    if (within_ != nullptr || (field.name.text != "__schema" && field.name.text != "__type")) return;
    Depths visited;
    if (!is_too_deep(field, visited, 0)) return;
    report("Maximum introspection depth exceeded", {field.at});
    within_ = &field;
  }
  void leave_field(const ast::Selection& field) override {
    if (within_ == &field) within_ = nullptr;
  }

 private:
  using Depths = std::unordered_map<std::string_view, int>;
  static constexpr int kMostLists = 3;

  static bool is_list(std::string_view name) {
    return name == "fields" || name == "interfaces" || name == "possibleTypes" || name == "inputFields";
  }

  bool is_too_deep(const ast::Selection& selection, Depths& visited, int depth) {
    using Kind = ast::Selection::Kind;
    if (selection.kind == Kind::spread) return spread_is_too_deep(selection.name.text, visited, depth);
    if (selection.kind == Kind::field && is_list(selection.name.text) && ++depth >= kMostLists) return true;
    return any_is_too_deep(selection.selections, visited, depth);
  }

  bool any_is_too_deep(const ast::SelectionSet& selections, Depths& visited, int depth) {
    return std::ranges::any_of(selections.items,
                               [&](const auto& selection) { return is_too_deep(selection, visited, depth); });
  }

  bool spread_is_too_deep(std::string_view name, Depths& visited, int depth) {
    const auto known = [&](const Depths& depths) { return depths.find(name); };
    if (const auto found = known(exceeded_); found != exceeded_.end() && found->second <= depth) return true;
    if (const auto found = known(visited); found != visited.end() && found->second >= depth) return false;
    if (const auto found = known(checked_); found != checked_.end() && found->second >= depth) return false;
    const ast::Fragment* fragment = document().fragment(name);
    if (fragment == nullptr) return false;
    visited[name] = depth;
    const bool too_deep = any_is_too_deep(fragment->selections, visited, depth);
    (too_deep ? exceeded_ : checked_)[name] = depth;
    return too_deep;
  }

  const ast::Selection* within_ = nullptr;
  Depths checked_;
  Depths exceeded_;
};

}  // namespace

RulePtr fields_on_correct_type(Context& context) {
  return std::make_unique<FieldsOnCorrectType>(context);
}

RulePtr introspection_depth(Context& context) {
  return std::make_unique<IntrospectionDepth>(context);
}

}  // namespace shelfcast::graphql
