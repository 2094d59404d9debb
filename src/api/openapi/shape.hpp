// SPDX-License-Identifier: Apache-2.0
// What an answer or a body is made of, as JSON Schema (2020-12).
#pragma once

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace shelfcast::api::openapi {

using Shape = nlohmann::ordered_json;

inline Shape text() {
  return {{"type", "string"}};
}
inline Shape number() {
  return {{"type", "number"}};
}
inline Shape whole() {
  return {{"type", "integer"}};
}
inline Shape flag() {
  return {{"type", "boolean"}};
}
inline Shape time() {
  return {{"type", "string"}, {"format", "date-time"}};
}
inline Shape day() {
  return {{"type", "string"}, {"format", "date"}};
}
/// An id as its source has it: digits stand as a number.
inline Shape outside_id() {
  return {{"type", Shape::array({"integer", "string"})}};
}
inline Shape anything() {
  return Shape::object();
}

/// One of these words.
inline Shape word(std::initializer_list<const char*> words) {
  Shape shape = text();
  for (const auto* const one : words) shape["enum"].push_back(one);
  return shape;
}

inline Shape list_of(Shape element) {
  return {{"type", "array"}, {"items", std::move(element)}};
}
/// With at least one.
inline Shape some_of(Shape element, std::size_t most) {
  auto shape = list_of(std::move(element));
  shape["minItems"] = 1;
  shape["maxItems"] = most;
  return shape;
}
inline Shape map_of(Shape value) {
  return {{"type", "object"}, {"additionalProperties", std::move(value)}};
}

/// Or null.
Shape maybe(Shape shape);

/// Another one by its name.
inline Shape named(std::string_view name) {
  return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

/// An object with all these members; those whose name ends in "?" may be left out.
Shape object(std::initializer_list<std::pair<std::string_view, Shape>> members);
/// One that takes no other members.
Shape only(Shape object);
/// Any of its members: those that were asked for.
Shape partly(Shape object);
/// The members of both.
Shape joined(Shape one, const Shape& more);

/// Every shape by its name; the parts of it below, one file per part of the API.
const Shape& shapes();
void add_alert_shapes(Shape& all);
void add_prediction_shapes(Shape& all);
void add_product_shapes(Shape& all);
void add_sales_shapes(Shape& all);
void add_order_shapes(Shape& all);
void add_operation_shapes(Shape& all);
void add_caller_shapes(Shape& all);
Shape problem_shape();

}  // namespace shelfcast::api::openapi
