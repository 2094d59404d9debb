// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/rules.hpp"
#include "shelfcast/graphql/query.hpp"

namespace shelfcast::graphql {

Rules all_rules(Context& context) {
  static constexpr RulePtr (*kRules[])(Context&){
      executable_definitions,
      unique_operation_names,
      lone_anonymous_operation,
      single_field_subscriptions,
      known_type_names,
      fragments_on_composite_types,
      variables_are_input_types,
      scalar_leafs,
      fields_on_correct_type,
      unique_fragment_names,
      known_fragment_names,
      no_unused_fragments,
      possible_fragment_spreads,
      no_fragment_cycles,
      unique_variable_names,
      no_undefined_variables,
      no_unused_variables,
      known_directives,
      unique_directives,
      known_argument_names,
      unique_argument_names,
      values_of_correct_type,
      provided_required_arguments,
      variables_in_allowed_position,
      overlapping_fields,
      unique_input_field_names,
      introspection_depth,
  };
  Rules rules;
  for (const auto make : kRules) rules.push_back(make(context));
  return rules;
}

std::vector<QueryError> validate(const Schema& schema, const Document& document) {
  Context context(schema.types(), document.tree());
  const Rules rules = all_rules(context);
  Walk(context, rules).document();
  return located(context.findings(), document.tree().source);
}

std::expected<Query, std::vector<QueryError>> prepare(const Schema& schema, const Document& document) {
  auto errors = validate(schema, document);
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return Query(schema, document);
}

std::expected<Query, std::vector<QueryError>> prepare(const Schema& schema, std::string text,
                                                      const ParseLimits& limits) {
  auto document = parse(std::move(text), limits);
  if (!document) return std::unexpected(std::vector{std::move(document.error())});
  return prepare(schema, *document);
}

}  // namespace shelfcast::graphql
