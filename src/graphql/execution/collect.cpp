// SPDX-License-Identifier: Apache-2.0
#include "graphql/execution/collect.hpp"

#include <algorithm>

namespace shelfcast::graphql {
namespace {

constexpr std::size_t kFew = 16;  // up to here looking through them is faster than hashing

/// The condition of a directive, where it is there.
std::expected<std::optional<bool>, ArgumentProblem> condition(const Scope& scope, const ast::Selection& selection,
                                                              std::string_view name) {
  const auto found =
      std::ranges::find(selection.directives, name, [](const ast::Directive& one) { return one.name.text; });
  if (found == selection.directives.end()) return std::nullopt;
  const DirectiveType* directive = scope.types.directive(name);
  const auto arguments = arguments_of(directive->arguments, found->at, found->arguments, scope.variables);
  if (!arguments) return std::unexpected(arguments.error());
  const auto* flag = (*arguments)["if"].get_if<bool>();
  return flag == nullptr ? std::nullopt : std::optional(*flag);
}

}  // namespace

std::expected<bool, ArgumentProblem> is_wanted(const Scope& scope, const ast::Selection& selection) {
  if (selection.directives.empty()) return true;
  const auto skip = condition(scope, selection, "skip");
  if (!skip) return std::unexpected(skip.error());
  if (*skip == true) return false;
  const auto include = condition(scope, selection, "include");
  if (!include) return std::unexpected(include.error());
  return *include != false;
}

std::expected<void, ArgumentProblem> Collector::add(const ast::SelectionSet& selections) {
  for (const auto& selection : selections.items) {
    if (auto added = add_selection(selection); !added) return added;
  }
  return {};
}

std::expected<void, ArgumentProblem> Collector::add_selection(const ast::Selection& selection) {
  using Kind = ast::Selection::Kind;
  if (selection.kind == Kind::spread && visited_.contains(selection.name.text)) return {};
  const auto wanted = is_wanted(scope_, selection);
  if (!wanted) return std::unexpected(wanted.error());
  if (!*wanted) return {};
  if (selection.kind == Kind::field) {
    add_field(selection);
    return {};
  }
  if (selection.kind == Kind::inline_fragment) {
    const bool is_meant = !selection.condition || applies(*selection.condition);
    return is_meant ? add(selection.selections) : std::expected<void, ArgumentProblem>();
  }
  visited_.insert(selection.name.text);
  const ast::Fragment* fragment = scope_.document.fragment(selection.name.text);
  if (fragment == nullptr || !applies(fragment->condition)) return {};
  return add(fragment->selections);
}

void Collector::add_field(const ast::Selection& field) {
  const auto key = field.key();
  std::size_t place = groups_.size();
  if (groups_.size() < kFew) {
    const auto found = std::ranges::find(groups_, key, &FieldGroup::key);
    place = static_cast<std::size_t>(found - groups_.begin());
  } else {
    if (places_.empty()) {
      for (std::size_t i = 0; i < groups_.size(); ++i) places_.emplace(groups_[i].key, i);
    }
    place = places_.emplace(key, groups_.size()).first->second;
  }
  if (place == groups_.size()) groups_.push_back({key, {}});
  groups_[place].nodes.push_back(&field);
}

bool Collector::applies(const ast::Name& condition) const {
  if (condition.text == type_.name) return true;
  const NamedType* wanted = scope_.types.find(condition.text);
  return wanted != nullptr && wanted->is_abstract() && wanted->has_subtype(&type_);
}

}  // namespace shelfcast::graphql
