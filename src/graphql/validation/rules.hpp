// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/validation/walk.hpp"

#include <memory>

namespace shelfcast::graphql {

using RulePtr = std::unique_ptr<Rule>;

RulePtr executable_definitions(Context& context);
RulePtr unique_operation_names(Context& context);
RulePtr lone_anonymous_operation(Context& context);
RulePtr single_field_subscriptions(Context& context);
RulePtr known_type_names(Context& context);
RulePtr fragments_on_composite_types(Context& context);
RulePtr variables_are_input_types(Context& context);
RulePtr scalar_leafs(Context& context);
RulePtr fields_on_correct_type(Context& context);
RulePtr unique_fragment_names(Context& context);
RulePtr known_fragment_names(Context& context);
RulePtr no_unused_fragments(Context& context);
RulePtr possible_fragment_spreads(Context& context);
RulePtr no_fragment_cycles(Context& context);
RulePtr unique_variable_names(Context& context);
RulePtr no_undefined_variables(Context& context);
RulePtr no_unused_variables(Context& context);
RulePtr known_directives(Context& context);
RulePtr unique_directives(Context& context);
RulePtr known_argument_names(Context& context);
RulePtr unique_argument_names(Context& context);
RulePtr values_of_correct_type(Context& context);
RulePtr provided_required_arguments(Context& context);
RulePtr variables_in_allowed_position(Context& context);
RulePtr overlapping_fields(Context& context);
RulePtr unique_input_field_names(Context& context);
RulePtr introspection_depth(Context& context);

/// All of them, in the order in which they speak where several have something to say of the same place.
Rules all_rules(Context& context);

}  // namespace shelfcast::graphql
