// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/rules.hpp"

#include <fmt/format.h>

#include <unordered_map>

namespace shelfcast::graphql {
namespace {

using FirstPlaces = std::unordered_map<std::string_view, ast::At>;

/// Where else the name was seen, or nothing where this is the first time.
std::vector<ast::At> seen_before(FirstPlaces& seen, const ast::Name& name) {
  const auto [first, is_new] = seen.try_emplace(name.text, name.at);
  return is_new ? std::vector<ast::At>{} : std::vector<ast::At>{first->second, name.at};
}

/// Names that stand several times in a list, in the order of the first of each, with all places.
template <class Items>
std::vector<std::pair<std::string_view, std::vector<ast::At>>> repeated(const Items& items) {
  std::vector<std::pair<std::string_view, std::vector<ast::At>>> names;
  std::unordered_map<std::string_view, std::size_t> places;
  for (const auto& item : items) {
    const auto [place, is_new] = places.try_emplace(item.name.text, names.size());
    if (is_new) names.push_back({item.name.text, {}});
    names[place->second].second.push_back(item.name.at);
  }
  std::erase_if(names, [](const auto& name) { return name.second.size() < 2; });
  return names;
}

class UniqueOperationNames final : public Rule {
 public:
  using Rule::Rule;
  void enter_operation(const ast::Operation& operation) override {
    if (!operation.name) return;
    const auto places = seen_before(seen_, *operation.name);
    if (places.empty()) return;
    report(fmt::format("There can be only one operation named \"{}\".", operation.name->text), places);
  }

 private:
  FirstPlaces seen_;
};

class UniqueFragmentNames final : public Rule {
 public:
  using Rule::Rule;
  void enter_fragment(const ast::Fragment& fragment) override {
    const auto places = seen_before(seen_, fragment.name);
    if (!places.empty()) {
      report(fmt::format("There can be only one fragment named \"{}\".", fragment.name.text), places);
    }
  }

 private:
  FirstPlaces seen_;
};

class UniqueVariableNames final : public Rule {
 public:
  using Rule::Rule;
  void enter_operation(const ast::Operation& operation) override {
    for (const auto& [name, at] : repeated(operation.variables)) {
      report(fmt::format("There can be only one variable named \"${}\".", name), at);
    }
  }
};

class UniqueArgumentNames final : public Rule {
 public:
  using Rule::Rule;
  void enter_field(const ast::Selection& field) override { check(field.arguments); }
  void enter_directive(const ast::Directive& directive, std::string_view /*location*/) override {
    check(directive.arguments);
  }

 private:
  void check(const std::vector<ast::Argument>& arguments) {
    if (arguments.size() < 2) return;
    for (const auto& [name, at] : repeated(arguments)) {
      report(fmt::format("There can be only one argument named \"{}\".", name), at);
    }
  }
};

class UniqueInputFieldNames final : public Rule {
 public:
  using Rule::Rule;
  void enter_value(const ast::Value& value) override {
    if (value.kind == ast::Value::Kind::object) seen_.emplace_back();
  }
  void leave_value(const ast::Value& value) override {
    if (value.kind == ast::Value::Kind::object) seen_.pop_back();
  }
  void on_object_field(const ast::ObjectField& field) override {
    const auto places = seen_before(seen_.back(), field.name);
    if (!places.empty()) {
      report(fmt::format("There can be only one input field named \"{}\".", field.name.text), places);
    }
  }

 private:
  std::vector<FirstPlaces> seen_;  // one for each object around
};

class UniqueDirectives final : public Rule {
 public:
  using Rule::Rule;
  void enter_operation(const ast::Operation& operation) override { check(operation.directives); }
  void enter_fragment(const ast::Fragment& fragment) override { check(fragment.directives); }
  void on_variable(const ast::VariableDefinition& variable) override { check(variable.directives); }
  void enter_field(const ast::Selection& field) override { check(field.directives); }
  void on_spread(const ast::Selection& spread) override { check(spread.directives); }
  void on_inline_fragment(const ast::Selection& fragment) override { check(fragment.directives); }

 private:
  void check(const ast::Directives& directives) {
    FirstPlaces seen;
    for (const auto& directive : directives) {
      const DirectiveType* type = types().directive(directive.name.text);
      if (type == nullptr || type->repeatable) continue;
      const auto places = seen_before(seen, {directive.name.text, directive.at});
      if (places.empty()) continue;
      report(fmt::format("The directive \"@{}\" can only be used once at this location.", directive.name.text), places);
    }
  }
};

}  // namespace

RulePtr unique_operation_names(Context& context) {
  return std::make_unique<UniqueOperationNames>(context);
}

RulePtr unique_fragment_names(Context& context) {
  return std::make_unique<UniqueFragmentNames>(context);
}

RulePtr unique_variable_names(Context& context) {
  return std::make_unique<UniqueVariableNames>(context);
}

RulePtr unique_argument_names(Context& context) {
  return std::make_unique<UniqueArgumentNames>(context);
}

RulePtr unique_input_field_names(Context& context) {
  return std::make_unique<UniqueInputFieldNames>(context);
}

RulePtr unique_directives(Context& context) {
  return std::make_unique<UniqueDirectives>(context);
}

}  // namespace shelfcast::graphql
