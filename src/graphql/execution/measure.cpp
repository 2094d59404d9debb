// SPDX-License-Identifier: Apache-2.0
#include "graphql/execution/measure.hpp"

#include "graphql/execution/operation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace shelfcast::graphql {
namespace {

constexpr std::uint64_t kEndless = std::numeric_limits<std::uint64_t>::max();

std::uint64_t sum(std::uint64_t one, std::uint64_t other) {
  return one > kEndless - other ? kEndless : one + other;
}

std::uint64_t product(std::uint64_t one, std::uint64_t other) {
  return other != 0 && one > kEndless / other ? kEndless : one * other;
}

/// With the defaults in the place of nulls: a resolver reads both alike.
Arguments with_defaults(const Field& field, const Arguments& arguments) {
  auto values = arguments.values();
  for (auto& [name, value] : values) {
    if (!value.is_null()) continue;
    const auto declared = std::ranges::find(field.arguments, name, &InputField::name);
    if (declared->initial) value = *declared->initial;
  }
  return Arguments(std::move(values));
}

}  // namespace

CostOf costs(const std::map<std::string, std::uint64_t>& table, std::uint64_t otherwise,
             std::vector<std::string> sizes) {
  // By type, then by field: nothing is put together for a look.
  std::map<std::string, std::map<std::string, std::uint64_t, std::less<>>, std::less<>> types;
  for (const auto& [name, cost] : table) {
    const auto dot = name.find('.');
    types[name.substr(0, dot)][name.substr(dot + 1)] = cost;
  }
  return [types = std::move(types), otherwise, sizes = std::move(sizes)](std::string_view type, std::string_view field,
                                                                         const Arguments& arguments) {
    Cost cost{.each = otherwise};
    if (const auto fields = types.find(type); fields != types.end())
      if (const auto found = fields->second.find(field); found != fields->second.end()) cost.each = found->second;
    for (const auto& size : sizes) {
      const auto* count = arguments[size].get_if<std::int64_t>();
      if (count == nullptr) continue;
      cost.times = static_cast<std::uint64_t>(std::max<std::int64_t>(*count, 0));
      break;
    }
    return cost;
  };
}

Measure::Size Measure::of(const NamedType* type, const ast::SelectionSet& selections) {
  Size all;
  for (const auto& selection : selections.items) {
    const Size size = of_selection(type, selection);
    all.depth = std::max(all.depth, size.depth);
    all.cost = sum(all.cost, size.cost);
    all.once = sum(all.once, size.once);
  }
  return all;
}

Measure::Size Measure::of_selection(const NamedType* type, const ast::Selection& selection) {
  if (!is_wanted(scope_, selection).value_or(true)) return {};
  switch (selection.kind) {
    case ast::Selection::Kind::field:
      return type == nullptr ? Size{} : of_field(*type, selection);
    case ast::Selection::Kind::inline_fragment:
      return of(selection.condition ? scope_.types.find(selection.condition->text) : type, selection.selections);
    case ast::Selection::Kind::spread:
      break;
  }
  const ast::Fragment* fragment = scope_.document.fragment(selection.name.text);
  return fragment == nullptr ? Size{} : of_fragment(*fragment);
}

Measure::Size Measure::of_field(const NamedType& type, const ast::Selection& node) {
  const Field* field = scope_.types.field(type, node.name.text);
  if (field == nullptr) return {};
  const bool is_meta = field == &scope_.types.schema_meta || field == &scope_.types.type_meta;
  const Size below = of(field->type.named, node.selections);
  const auto arguments = arguments_of(field->arguments, node.at, node.arguments, scope_.variables);
  const Cost cost = limits_.cost_of(type.name, field->name, with_defaults(*field, arguments.value_or(Arguments{})));
  return {.depth = is_meta && limits_.introspection_may_be_deep ? 0 : below.depth + 1,
          .cost = sum(cost.each, product(cost.times, below.cost)),
          .once = sum(cost.once, below.once)};
}

Measure::Size Measure::of_fragment(const ast::Fragment& fragment) {
  const auto found = fragments_.find(&fragment);
  if (found != fragments_.end()) return found->second;
  const Size size = of(scope_.types.find(fragment.condition.text), fragment.selections);
  fragments_.emplace(&fragment, size);
  return size;
}

std::vector<Finding> exceeded(const Scope& scope, const ast::Operation& operation, const Limits& limits) {
  const NamedType* type = root_type(scope.types, operation.kind);
  const auto size = Measure(scope, limits).of(type, operation.selections);
  std::vector<Finding> findings;
  if (size.depth > limits.depth) {
    findings.push_back(
        {fmt::format("The operation is {} levels deep; at most {} are allowed.", size.depth, limits.depth),
         {operation.at}});
  }
  if (const auto cost = sum(size.cost, size.once); cost > limits.cost) {
    findings.push_back(
        {fmt::format("The operation costs {}; at most {} is allowed.", cost, limits.cost), {operation.at}});
  }
  return findings;
}

}  // namespace shelfcast::graphql
