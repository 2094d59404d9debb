// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/validation/rule.hpp"

#include <memory>
#include <vector>

namespace shelfcast::graphql {

using Rules = std::vector<std::unique_ptr<Rule>>;

/// Leads all rules through a document at once, so that what they find is in its order.
class Walk {
 public:
  Walk(Context& context, const Rules& rules) : context_(context), rules_(rules) {}

  void document();
  void operation(const ast::Operation& operation);
  void fragment(const ast::Fragment& fragment);

 private:
  void variable(const ast::VariableDefinition& variable);
  void whole_selections(const ast::SelectionSet& selections);
  void selections(const ast::SelectionSet& selections);
  void enter_selections();
  void selection(const ast::Selection& selection);
  void field(const ast::Selection& field);
  void inline_fragment(const ast::Selection& fragment);
  void directives(const ast::Directives& directives, std::string_view location);
  void directive(const ast::Directive& directive, std::string_view location);
  void arguments(const std::vector<ast::Argument>& arguments);
  void value(const ast::Value& value);
  void items(const ast::Value& list);
  void object_field(const ast::ObjectField& field);

  template <class... What, class... Given>
  void each(void (Rule::*told)(What...), const Given&... what) {
    for (const auto& rule : rules_) {
      if (!context_.aborted()) (rule.get()->*told)(what...);
    }
  }

  Context& context_;
  const Rules& rules_;
};

}  // namespace shelfcast::graphql
