// SPDX-License-Identifier: Apache-2.0
#include "graphql/values/inspect.hpp"
#include "graphql/values/json_text.hpp"
#include "graphql/values/leaves.hpp"
#include "graphql/values/numbers.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace shelfcast::graphql {
namespace {

using Problem = std::optional<std::string>;

std::optional<std::string_view> text_of(const Output& value) {
  if (const auto* text = value.get_if<std::string_view>()) return *text;
  if (const auto* text = value.get_if<std::string>()) return *text;
  return std::nullopt;
}

/// Flags and texts count as numbers too, as they do in the reference implementation.
std::optional<double> number_of(const Output& value) {
  if (const auto* number = value.get_if<double>()) return *number;
  if (const auto* whole = value.get_if<std::int64_t>()) return static_cast<double>(*whole);
  if (const auto* flag = value.get_if<bool>()) return *flag ? 1 : 0;
  const auto text = text_of(value);
  if (!text || text->empty()) return std::nullopt;
  const std::string digits(*text);
  char* end = nullptr;
  const double number = std::strtod(digits.c_str(), &end);
  return *end == '\0' ? std::optional(number) : std::nullopt;
}

void append_whole(std::string& out, std::int64_t number) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{}"), number);
}

Problem integer(std::string& out, const Output& value) {
  const auto* exact = value.get_if<std::int64_t>();
  const auto number = exact != nullptr ? std::nullopt : number_of(value);
  const auto whole = exact != nullptr ? std::optional(*exact) : number ? as_whole(*number) : std::nullopt;
  if (!whole && !(number && std::isfinite(*number) && std::trunc(*number) == *number)) {
    return "Int cannot represent non-integer value: " + inspect(value);
  }
  if (!whole || !fits_int(*whole)) {
    return "Int cannot represent non 32-bit signed integer value: " + inspect(value);
  }
  append_whole(out, *whole);
  return std::nullopt;
}

Problem floating(std::string& out, const Output& value) {
  const auto number = number_of(value);
  if (!number || !std::isfinite(*number)) return "Float cannot represent non numeric value: " + inspect(value);
  out += number_text(*number);
  return std::nullopt;
}

Problem string(std::string& out, const Output& value) {
  const auto* number = value.get_if<double>();
  if (const auto text = text_of(value)) {
    append_json(out, *text);
  } else if (value.get_if<bool>() || value.get_if<std::int64_t>() || (number && std::isfinite(*number))) {
    append_json(out, inspect(value));
  } else {
    return "String cannot represent value: " + inspect(value);
  }
  return std::nullopt;
}

Problem boolean(std::string& out, const Output& value) {
  const auto number = text_of(value) ? std::nullopt : number_of(value);
  if (!number || !std::isfinite(*number)) {
    return "Boolean cannot represent a non boolean value: " + inspect(value);
  }
  out += *number != 0 ? "true" : "false";
  return std::nullopt;
}

Problem id(std::string& out, const Output& value) {
  const auto* number = value.get_if<double>();
  if (const auto text = text_of(value)) {
    append_json(out, *text);
  } else if (const auto* whole = value.get_if<std::int64_t>()) {
    append_json(out, fmt::to_string(*whole));
  } else if (number && std::isfinite(*number) && std::trunc(*number) == *number) {
    append_json(out, number_text(*number));
  } else {
    return "ID cannot represent value: " + inspect(value);
  }
  return std::nullopt;
}

Problem enum_value(std::string& out, const NamedType& type, const Output& value) {
  const auto text = text_of(value);
  if (!text || type.value(*text) == nullptr) {
    return fmt::format("Enum \"{}\" cannot represent value: {}", type.name, inspect(value));
  }
  append_json(out, *text);
  return std::nullopt;
}

Problem as_it_is(std::string& out, const Output& value);

Problem list_as_it_is(std::string& out, const Output::List& list) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ',';
    if (auto problem = as_it_is(out, list[i])) return problem;
  }
  out += ']';
  return std::nullopt;
}

Problem as_it_is(std::string& out, const Output& value) {
  if (const auto* failure = value.get_if<Output::Failure>()) return failure->message;
  if (const auto* list = value.get_if<Output::List>()) return list_as_it_is(out, *list);
  if (value.get_if<Output::Placed>()) return "A scalar cannot represent an object.";
  if (const auto* whole = value.get_if<std::int64_t>()) {
    append_whole(out, *whole);
  } else if (const auto* number = value.get_if<double>(); number && !std::isfinite(*number)) {
    out += "null";
  } else {
    out += inspect(value);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> append_leaf(std::string& out, const NamedType& type, const Output& value) {
  if (type.kind == TypeKind::enumeration) return enum_value(out, type, value);
  switch (type.scalar) {
    case ScalarKind::integer:
      return integer(out, value);
    case ScalarKind::floating:
      return floating(out, value);
    case ScalarKind::string:
      return string(out, value);
    case ScalarKind::boolean:
      return boolean(out, value);
    case ScalarKind::id:
      return id(out, value);
    case ScalarKind::custom:
      break;
  }
  return as_it_is(out, type.custom.serialize ? type.custom.serialize(value) : value);
}

}  // namespace shelfcast::graphql
