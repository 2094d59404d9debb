// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/shape.hpp"

namespace shelfcast::api::openapi {

Shape maybe(Shape shape) {
  const bool is_plain = shape.contains("type") && shape.at("type").is_string() && !shape.contains("enum");
  if (!is_plain) return {{"anyOf", Shape::array({std::move(shape), Shape{{"type", "null"}}})}};
  shape["type"] = Shape::array({shape.at("type"), "null"});
  return shape;
}

Shape object(std::initializer_list<std::pair<std::string_view, Shape>> members) {
  Shape shape{{"type", "object"}, {"properties", Shape::object()}, {"required", Shape::array()}};
  for (const auto& [name, member] : members) {
    const bool may_miss = name.ends_with('?');
    const std::string plain(name.substr(0, name.size() - (may_miss ? 1 : 0)));
    shape["properties"][plain] = member;
    if (!may_miss) shape["required"].push_back(plain);
  }
  return shape;
}

Shape partly(Shape object) {
  object.erase("required");
  return object;
}

Shape only(Shape object) {
  object["additionalProperties"] = false;
  return object;
}

Shape joined(Shape one, const Shape& more) {
  one["properties"].update(more.at("properties"));
  for (const auto& name : more.at("required")) one["required"].push_back(name);
  return one;
}

const Shape& shapes() {
  static const Shape every = [] {
    Shape all{{"Problem", problem_shape()}, {"Text", text()}};
    for (auto* const add : {add_alert_shapes, add_prediction_shapes, add_product_shapes, add_sales_shapes,
                            add_order_shapes, add_operation_shapes, add_caller_shapes})
      add(all);
    return all;
  }();
  return every;
}

}  // namespace shelfcast::api::openapi
