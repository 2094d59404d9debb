// SPDX-License-Identifier: Apache-2.0
#include "graphql/values/variables.hpp"

#include "graphql/values/inspect.hpp"
#include "graphql/values/literals.hpp"
#include "graphql/values/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace shelfcast::graphql {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostErrors = 50;
constexpr std::size_t kMostDepth = 100;

std::string path_text(const std::vector<PathStep>& path) {
  std::string out;
  for (const auto& step : path) {
    if (const auto* index = std::get_if<std::size_t>(&step)) {
      out += fmt::format("[{}]", *index);
    } else {
      out += "." + std::get<std::string>(step);
    }
  }
  return out;
}

/// Reads the values of variables one after the other, and remembers what is wrong.
class Reader {
 public:
  Reader(const Types& types, const Json& given) : types_(types), given_(given) {}

  void read(const ast::VariableDefinition& variable);
  [[nodiscard]] bool has_enough() const { return findings_.size() > kMostErrors; }
  std::vector<Finding>& findings() { return findings_; }
  Input::Fields& values() { return values_; }

 private:
  void complain(std::string message, ast::At at);
  void complain_of(const Json& value, const std::string& why);
  Input coerce(const Json& value, TypeUse type);
  Input coerce_list(const Json& value, TypeUse item);
  Input coerce_object(const Json& value, const NamedType& type);
  void coerce_field(const Json& object, const InputField& field, Input::Fields& fields);
  void check_names(const Json& object, const NamedType& type);
  void check_one_of(const Json& object, const NamedType& type, const Input::Fields& fields);
  Input coerce_leaf(const Json& value, const NamedType& type);

  const Types& types_;
  const Json& given_;
  const ast::VariableDefinition* variable_ = nullptr;
  std::vector<PathStep> path_;
  std::vector<Finding> findings_;
  Input::Fields values_;
};

void Reader::complain(std::string message, ast::At at) {
  if (has_enough()) return;
  if (findings_.size() == kMostErrors) {
    findings_.push_back({"Too many errors processing variables, error limit reached. Execution aborted."});
  } else {
    findings_.push_back({std::move(message), {at}});
  }
}

void Reader::complain_of(const Json& value, const std::string& why) {
  const std::string place = path_.empty() ? "" : fmt::format(" at \"{}{}\"", variable_->name.text, path_text(path_));
  complain(fmt::format("Variable \"${}\" got invalid value {}{}; {}", variable_->name.text, inspect(value), place, why),
           variable_->at);
}

void Reader::read(const ast::VariableDefinition& variable) {
  variable_ = &variable;
  const TypeUse type{types_.find(variable.type.name.text), variable.type.wraps};
  const auto called = [&](std::string_view rest) {
    return fmt::format("Variable \"${}\" {}", variable.name.text, rest);
  };
  const std::string type_text = wrapped_name(variable.type.name.text, variable.type.wraps);
  if (type.named == nullptr || !type.named->is_input()) {
    return complain(
        called(fmt::format("expected value of type \"{}\" which cannot be used as an input type.", type_text)),
        variable.type.at);
  }
  const auto found = given_.is_object() ? given_.find(variable.name.text) : given_.end();
  if (found == given_.end()) {
    if (variable.initial) {
      if (auto value = from_literal(*variable.initial, type, nullptr)) {
        values_.emplace_back(std::string(variable.name.text), std::move(*value));
      }
    } else if (type.is_non_null()) {
      complain(called(fmt::format("of required type \"{}\" was not provided.", type_text)), variable.at);
    }
    return;
  }
  if (found->is_null() && type.is_non_null()) {
    return complain(called(fmt::format("of non-null type \"{}\" must not be null.", type_text)), variable.at);
  }
  values_.emplace_back(std::string(variable.name.text), coerce(*found, type));
}

Input Reader::coerce(const Json& value, TypeUse type) {
  if (path_.size() > kMostDepth) {
    complain_of(value, fmt::format("Values may be nested {} levels deep.", kMostDepth));
    return {};
  }
  if (value.is_null()) {
    if (type.is_non_null()) {
      complain_of(value, fmt::format("Expected non-nullable type \"{}\" not to be null.", type.text()));
    }
    return {};
  }
  const TypeUse nullable = type.nullable();
  if (nullable.is_list()) return coerce_list(value, nullable.inner());
  if (type.named->kind == TypeKind::input) return coerce_object(value, *type.named);
  return coerce_leaf(value, *type.named);
}

Input Reader::coerce_list(const Json& value, TypeUse item) {
  Input::List items;
  if (!value.is_array()) {
    items.push_back(coerce(value, item));
    return Input(std::move(items));
  }
  for (std::size_t i = 0; i < value.size() && !has_enough(); ++i) {
    path_.emplace_back(i);
    items.push_back(coerce(value[i], item));
    path_.pop_back();
  }
  return Input(std::move(items));
}

Input Reader::coerce_object(const Json& value, const NamedType& type) {
  if (!value.is_object()) {
    complain_of(value, fmt::format("Expected type \"{}\" to be an object.", type.name));
    return {};
  }
  Input::Fields fields;
  for (const auto& field : type.inputs) coerce_field(value, field, fields);
  check_names(value, type);
  if (type.one_of) check_one_of(value, type, fields);
  return Input(std::move(fields));
}

void Reader::coerce_field(const Json& object, const InputField& field, Input::Fields& fields) {
  const auto found = object.find(field.name);
  if (found != object.end()) {
    path_.emplace_back(field.name);
    fields.emplace_back(field.name, coerce(*found, field.type));
    path_.pop_back();
  } else if (field.initial) {
    fields.emplace_back(field.name, *field.initial);
  } else if (field.type.is_non_null()) {
    complain_of(object,
                fmt::format("Field \"{}\" of required type \"{}\" was not provided.", field.name, field.type.text()));
  }
}

void Reader::check_names(const Json& object, const NamedType& type) {
  for (const auto& [name, value] : object.items()) {
    if (type.input(name) != nullptr || has_enough()) continue;
    complain_of(object, fmt::format("Field \"{}\" is not defined by type \"{}\".{}", name, type.name,
                                    did_you_mean(near_names(name, names_of(type.inputs)))));
  }
}

void Reader::check_one_of(const Json& object, const NamedType& type, const Input::Fields& fields) {
  if (fields.size() != 1) {
    complain_of(object, fmt::format("Exactly one key must be specified for OneOf type \"{}\".", type.name));
  }
  if (fields.empty() || !object.contains(fields.front().first) || !object[fields.front().first].is_null()) return;
  path_.emplace_back(fields.front().first);
  complain_of(nullptr, fmt::format("Field \"{}\" must be non-null.", fields.front().first));
  path_.pop_back();
}

Input Reader::coerce_leaf(const Json& value, const NamedType& type) {
  auto leaf = leaf_of(type, value);
  if (leaf) return std::move(*leaf);
  const auto& problem = leaf.error();
  complain_of(value, problem.is_sentence ? problem.message
                                         : fmt::format("Expected type \"{}\". {}", type.name, problem.message));
  return {};
}

}  // namespace

std::expected<Variables, std::vector<Finding>> read_variables(const Types& types, const ast::Operation& operation,
                                                              const Json& given) {
  Reader reader(types, given);
  for (const auto& variable : operation.variables) {
    if (!reader.has_enough()) reader.read(variable);
  }
  if (!reader.findings().empty()) return std::unexpected(std::move(reader.findings()));
  return Variables(std::move(reader.values()));
}

}  // namespace shelfcast::graphql
