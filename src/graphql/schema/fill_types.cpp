// SPDX-License-Identifier: Apache-2.0
#include "graphql/schema/builder.hpp"
#include "graphql/values/literals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::graphql {
namespace {

using Definition = ast::TypeSystemDefinition;

const ast::Directive* applied(const ast::Directives& directives, std::string_view name) {
  const auto found = std::ranges::find(directives, name, [](const ast::Directive& one) { return one.name.text; });
  return found == directives.end() ? nullptr : &*found;
}

std::optional<std::string> text_argument(const ast::Directive& directive, std::string_view name,
                                         std::optional<std::string> otherwise) {
  for (const auto& argument : directive.arguments) {
    if (argument.name.text != name) continue;
    return argument.value.kind == ast::Value::Kind::null ? std::nullopt
                                                         : std::optional(std::string(argument.value.text));
  }
  return otherwise;
}

template <class Items>
bool has_name(const Items& items, std::string_view name) {
  return std::ranges::find(items, name, [](const auto& item) -> std::string_view { return item.name; }) != items.end();
}

template <class To, class From>
void set_description(To& to, const From& from) {
  if (from.description) to.description = *from.description;
}

std::string_view location_of(TypeKind kind) {
  static constexpr std::string_view kLocations[] = {"SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT"};
  return kLocations[static_cast<std::size_t>(kind)];
}

}  // namespace

std::optional<std::string> deprecation(const ast::Directives& directives) {
  const ast::Directive* deprecated = applied(directives, "deprecated");
  if (deprecated == nullptr) return std::nullopt;
  return text_argument(*deprecated, "reason", "No longer supported");
}

void Builder::fill_type(const Declared& declared) {
  for (const auto* part : declared.parts) add_part(*declared.type, *part);
}

void Builder::add_part(NamedType& type, const Definition& part) {
  check_applied(part.directives, location_of(type.kind));
  for (const auto& name : part.interfaces) {
    if (const NamedType* interface = named(name)) type.interfaces.push_back(interface);
  }
  for (const auto& name : part.members) {
    if (const NamedType* member = named(name)) type.possible.push_back(member);
  }
  if (const auto* specified = applied(part.directives, "specifiedBy")) {
    type.specified_by = text_argument(*specified, "url", std::nullopt);
  }
  type.one_of = type.one_of || applied(part.directives, "oneOf") != nullptr;
  add_fields(type, part);
  add_values(type, part);
  add_inputs(type, part);
}

void Builder::add_fields(NamedType& type, const Definition& part) {
  for (const auto& definition : part.fields) {
    const auto name = definition.name.text;
    if (has_name(type.fields, name)) {
      problems_.push_back(fmt::format("Field \"{}.{}\" can only be defined once.", type.name, name));
      continue;
    }
    check_applied(definition.directives, "FIELD_DEFINITION");
    Field field{.name = std::string(name)};
    set_description(field, definition);
    field.type = use(definition.type);
    field.arguments = input_fields(definition.arguments, "ARGUMENT_DEFINITION");
    field.deprecated = deprecation(definition.directives);
    for (const auto& argument : definition.arguments) {
      if (std::ranges::count(definition.arguments, argument.name.text, [](const auto& one) { return one.name.text; }) >
          1) {
        problems_.push_back(
            fmt::format("Argument \"{}.{}({}:)\" can only be defined once.", type.name, name, argument.name.text));
      }
    }
    type.fields.push_back(std::move(field));
  }
}

void Builder::add_values(NamedType& type, const Definition& part) {
  for (const auto& definition : part.values) {
    if (has_name(type.values, definition.name.text)) {
      problems_.push_back(
          fmt::format("Enum value \"{}.{}\" can only be defined once.", type.name, definition.name.text));
      continue;
    }
    check_applied(definition.directives, "ENUM_VALUE");
    EnumValue value{.name = std::string(definition.name.text)};
    set_description(value, definition);
    value.deprecated = deprecation(definition.directives);
    type.values.push_back(std::move(value));
  }
}

void Builder::add_inputs(NamedType& type, const Definition& part) {
  for (auto& field : input_fields(part.inputs, "INPUT_FIELD_DEFINITION")) {
    if (has_name(type.inputs, field.name)) {
      problems_.push_back(fmt::format("Field \"{}.{}\" can only be defined once.", type.name, field.name));
    } else {
      type.inputs.push_back(std::move(field));
    }
  }
}

std::vector<InputField> Builder::input_fields(const std::vector<ast::InputDefinition>& definitions,
                                              std::string_view location) {
  std::vector<InputField> fields;
  for (const auto& definition : definitions) {
    check_applied(definition.directives, location);
    InputField field{.name = std::string(definition.name.text)};
    set_description(field, definition);
    field.type = use(definition.type);
    field.deprecated = deprecation(definition.directives);
    fields.push_back(std::move(field));
  }
  return fields;
}

void Builder::add_directives() {
  for (const auto* definition : directives_) {
    if (types_.directive(definition->name.text) != nullptr) {
      problems_.push_back(fmt::format("There can be only one directive named \"@{}\".", definition->name.text));
      continue;
    }
    add_directive(*definition);
  }
  for (const auto* definition : builtin_directives_) {
    if (types_.directive(definition->name.text) == nullptr) add_directive(*definition);
  }
}

void Builder::add_directive(const Definition& definition) {
  DirectiveType& directive = types_.directives.emplace_back();
  directive.name = definition.name.text;
  set_description(directive, definition);
  for (const auto& location : definition.locations) directive.locations.emplace_back(location.text);
  directive.arguments = input_fields(definition.inputs, "ARGUMENT_DEFINITION");
  directive.repeatable = definition.repeatable;
}

void Builder::check_applied(const ast::Directives& directives, std::string_view location) {
  for (const auto& directive : directives) {
    const auto is_it = [&](const Definition* definition) { return definition->name.text == directive.name.text; };
    auto found = std::ranges::find_if(directives_, is_it);
    const bool authored = found != directives_.end();
    if (!authored) found = std::ranges::find_if(builtin_directives_, is_it);
    if (!authored && found == builtin_directives_.end()) {
      problems_.push_back(fmt::format("Unknown directive \"@{}\".", directive.name.text));
    } else if (std::ranges::find((*found)->locations, location, &ast::Name::text) == (*found)->locations.end()) {
      problems_.push_back(fmt::format("Directive \"@{}\" may not be used on {}.", directive.name.text, location));
    }
  }
}

}  // namespace shelfcast::graphql
