// SPDX-License-Identifier: Apache-2.0
#include "graphql/validation/rules.hpp"
#include "graphql/values/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::graphql {
namespace {

class KnownDirectives final : public Rule {
 public:
  using Rule::Rule;
  void enter_directive(const ast::Directive& directive, std::string_view location) override {
    const DirectiveType* type = here().directive;
    const auto name = directive.name.text;
    if (type == nullptr) {
      report(fmt::format("Unknown directive \"@{}\".", name), {directive.at});
    } else if (std::ranges::find(type->locations, location) == type->locations.end()) {
      report(fmt::format("Directive \"@{}\" may not be used on {}.", name, location), {directive.at});
    }
  }
};

class KnownArgumentNames final : public Rule {
 public:
  using Rule::Rule;
  void enter_directive(const ast::Directive& directive, std::string_view /*location*/) override {
    in_directive_ = true;
    const DirectiveType* type = here().directive;
    if (type == nullptr) return;
    for (const auto& argument : directive.arguments) {
      if (type->argument(argument.name.text) != nullptr) continue;
      complain(argument, fmt::format("directive \"@{}\"", type->name), type->arguments);
    }
  }
  void leave_directive(const ast::Directive& /*directive*/) override { in_directive_ = false; }
  void on_argument(const ast::Argument& argument) override {
    if (in_directive_ || here().argument != nullptr || here().field == nullptr || here().parent == nullptr) return;
    complain(argument, fmt::format("field \"{}.{}\"", here().parent->name, here().field->name),
             here().field->arguments);
  }

 private:
  void complain(const ast::Argument& argument, std::string_view owner, const std::vector<InputField>& known) {
    report(fmt::format("Unknown argument \"{}\" on {}.{}", argument.name.text, owner,
                       did_you_mean(near_names(argument.name.text, names_of(known)))),
           {argument.name.at});
  }

  bool in_directive_ = false;
};

class ProvidedRequiredArguments final : public Rule {
 public:
  using Rule::Rule;
  void leave_field(const ast::Selection& field) override {
    if (here().field == nullptr) return;
    for (const auto* missing : required(here().field->arguments, field.arguments)) {
      report(fmt::format("Field \"{}\" argument \"{}\" of type \"{}\" is required, but it was not provided.",
                         here().field->name, missing->name, missing->type.text()),
             {field.at});
    }
  }
  void leave_directive(const ast::Directive& directive) override {
    if (here().directive == nullptr) return;
    for (const auto* missing : required(here().directive->arguments, directive.arguments)) {
      report(fmt::format("Directive \"@{}\" argument \"{}\" of type \"{}\" is required, but it was not provided.",
                         directive.name.text, missing->name, missing->type.text()),
             {directive.at});
    }
  }

 private:
  /// What must be given and is not.
  static std::vector<const InputField*> required(const std::vector<InputField>& declared,
                                                 const std::vector<ast::Argument>& given) {
    std::vector<const InputField*> missing;
    for (const auto& field : declared) {
      if (!field.is_required()) continue;
      const auto found =
          std::ranges::find(given, field.name, [](const ast::Argument& argument) { return argument.name.text; });
      if (found == given.end()) missing.push_back(&field);
    }
    return missing;
  }
};

}  // namespace

RulePtr known_directives(Context& context) {
  return std::make_unique<KnownDirectives>(context);
}

RulePtr known_argument_names(Context& context) {
  return std::make_unique<KnownArgumentNames>(context);
}

RulePtr provided_required_arguments(Context& context) {
  return std::make_unique<ProvidedRequiredArguments>(context);
}

}  // namespace shelfcast::graphql
