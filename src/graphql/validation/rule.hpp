// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/validation/context.hpp"

#include <string>
#include <utility>
#include <vector>

namespace shelfcast::graphql {

/// One thing that is forbidden. Called for what a document consists of, from the top down and in its order; `here` of
/// the context says where that is. What a rule does not look at it leaves out.
class Rule {
 public:
  explicit Rule(Context& context) : context_(context) {}
  virtual ~Rule() = default;
  Rule(const Rule&) = delete;
  Rule& operator=(const Rule&) = delete;

  virtual void begin() {}
  virtual void end() {}
  virtual void enter_operation(const ast::Operation& /*operation*/) {}
  virtual void leave_operation(const ast::Operation& /*operation*/) {}
  virtual void enter_fragment(const ast::Fragment& /*fragment*/) {}
  virtual void on_variable(const ast::VariableDefinition& /*variable*/) {}
  /// A selection set that is not an inline fragment's.
  virtual void on_selections(const ast::SelectionSet& /*selections*/) {}
  virtual void enter_field(const ast::Selection& /*field*/) {}
  virtual void leave_field(const ast::Selection& /*field*/) {}
  virtual void on_spread(const ast::Selection& /*spread*/) {}
  virtual void on_inline_fragment(const ast::Selection& /*fragment*/) {}
  virtual void enter_directive(const ast::Directive& /*directive*/, std::string_view /*location*/) {}
  virtual void leave_directive(const ast::Directive& /*directive*/) {}
  virtual void on_argument(const ast::Argument& /*argument*/) {}
  virtual void on_named_type(const ast::Name& /*name*/) {}
  virtual void enter_value(const ast::Value& /*value*/) {}
  virtual void leave_value(const ast::Value& /*value*/) {}
  virtual void on_object_field(const ast::ObjectField& /*field*/) {}

 protected:
  void report(std::string message, std::vector<ast::At> at) { context_.report(std::move(message), std::move(at)); }
  [[nodiscard]] const Position& here() const { return context_.here; }
  [[nodiscard]] const Types& types() const { return context_.types; }
  [[nodiscard]] const ast::Document& document() const { return context_.document; }

  Context& context_;
};

}  // namespace shelfcast::graphql
