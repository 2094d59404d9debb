// SPDX-License-Identifier: Apache-2.0
#include "graphql/values/inspect.hpp"
#include "graphql/values/leaves.hpp"
#include "graphql/values/numbers.hpp"
#include "graphql/values/suggestions.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace shelfcast::graphql {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMostDepth = 100;

std::unexpected<LeafProblem> problem(std::string message) {
  return std::unexpected(LeafProblem{std::move(message)});
}

bool is_whole(const Json& value) {
  if (!value.is_number_float()) return value.is_number();
  const double number = value.get<double>();
  return std::abs(number) >= 9e18 || as_whole(number).has_value();
}

Leaf integer(const Json& value) {
  if (!is_whole(value)) return problem("Int cannot represent non-integer value: " + inspect(value));
  const auto whole = as_whole(value.get<double>());
  if (!whole || !fits_int(*whole)) {
    return problem("Int cannot represent non 32-bit signed integer value: " + inspect(value));
  }
  return Input(*whole);
}

Leaf id(const Json& value) {
  if (value.is_string()) return Input(value.get<std::string>());
  if (is_whole(value)) return Input(inspect(value));
  return problem("ID cannot represent value: " + inspect(value));
}

Leaf enum_value(const NamedType& type, const Json& value) {
  const auto meant = [&](const std::string& text) {
    return did_you_mean(near_names(text, names_of(type.values)), "the enum value");
  };
  if (!value.is_string()) {
    const std::string text = inspect(value);
    return problem(fmt::format("Enum \"{}\" cannot represent non-string value: {}.{}", type.name, text, meant(text)));
  }
  const auto& text = value.get_ref<const std::string&>();
  if (type.value(text) == nullptr) {
    return problem(fmt::format("Value \"{}\" does not exist in \"{}\" enum.{}", text, type.name, meant(text)));
  }
  return Input(text);
}

Input untyped(const Json& value, int depth);

Input untyped_fields(const Json& value, int depth) {
  Input::Fields fields;
  for (const auto& [key, item] : value.items()) fields.emplace_back(key, untyped(item, depth + 1));
  return Input(std::move(fields));
}

/// What is nested too deep is left out: nobody means it.
Input untyped(const Json& value, int depth) {
  if (depth > kMostDepth) return {};
  if (value.is_boolean()) return Input(value.get<bool>());
  if (value.is_string()) return Input(value.get<std::string>());
  if (value.is_object()) return untyped_fields(value, depth);
  if (value.is_array()) {
    Input::List items;
    for (const auto& item : value) items.push_back(untyped(item, depth + 1));
    return Input(std::move(items));
  }
  if (!value.is_number()) return {};
  const auto whole = as_whole(value.get<double>());
  return whole ? Input(value.is_number_float() ? *whole : value.get<std::int64_t>()) : Input(value.get<double>());
}

Leaf custom(const NamedType& type, const Json& value) {
  Input read = untyped(value, 0);
  if (!type.custom.parse) return read;
  auto parsed = type.custom.parse(read);
  if (!parsed) return std::unexpected(LeafProblem{std::move(parsed.error()), false});
  return std::move(*parsed);
}

}  // namespace

Leaf leaf_of(const NamedType& type, const Json& value) {
  if (type.kind == TypeKind::enumeration) return enum_value(type, value);
  switch (type.scalar) {
    case ScalarKind::integer:
      return integer(value);
    case ScalarKind::floating:
      if (value.is_number()) return Input(value.get<double>());
      return problem("Float cannot represent non numeric value: " + inspect(value));
    case ScalarKind::string:
      if (value.is_string()) return Input(value.get<std::string>());
      return problem("String cannot represent a non string value: " + inspect(value));
    case ScalarKind::boolean:
      if (value.is_boolean()) return Input(value.get<bool>());
      return problem("Boolean cannot represent a non boolean value: " + inspect(value));
    case ScalarKind::id:
      return id(value);
    case ScalarKind::custom:
      break;
  }
  return custom(type, value);
}

}  // namespace shelfcast::graphql
