// SPDX-License-Identifier: Apache-2.0
#include "graphql/execution/writer.hpp"

#include "graphql/values/json_text.hpp"
#include "graphql/values/leaves.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::graphql {

bool Writer::object(const Batch& batch, std::uint32_t row) {
  if (batch.problem) {
    fail(*batch.problem);
    return false;
  }
  const std::size_t begin = text.size();
  text += '{';
  for (const auto& column : batch.columns) {
    if (&column != batch.columns.data()) text += ',';
    if (!entry(batch, column, row)) {
      text.resize(begin);
      return false;
    }
  }
  text += '}';
  return true;
}

bool Writer::entry(const Batch& batch, const Column& column, std::uint32_t row) {
  has_stopped_ = has_stopped_ || text.size() > kMostBytes;
  if (has_stopped_) return false;
  text += '"';
  text += column.asked.key;
  text += "\":";
  if (column.field == &types_.type_name) {
    append_json(text, batch.type->name);
    return true;
  }
  path_.push_back({column.asked.key, 0});
  bool written = false;
  if (!column.problem) {
    written = value({batch, column}, column.outputs[row], column.field->type);
  } else {
    fail(*column.problem);
    written = !column.field->type.is_non_null();
    if (written) text += "null";
  }
  path_.pop_back();
  return written;
}

/// What cannot be completed is null where it may be.
bool Writer::value(const Place& place, const Output& output, TypeUse type) {
  const std::size_t begin = text.size();
  if (complete(place, output, type)) return true;
  text.resize(begin);
  if (type.is_non_null()) return false;
  text += "null";
  return true;
}

bool Writer::complete(const Place& place, const Output& output, TypeUse type) {
  const Written written = nullable(place, output, type.nullable());
  if (written == Written::null && type.is_non_null()) {
    fail(place, fmt::format("Cannot return null for non-nullable field {}.{}.", place.batch.type->name,
                            place.column.field->name));
    return false;
  }
  return written != Written::nothing;
}

Writer::Written Writer::nullable(const Place& place, const Output& output, TypeUse type) {
  if (output.is_null()) {
    text += "null";
    return Written::null;
  }
  if (const auto* failure = output.get_if<Output::Failure>()) {
    fail(place, failure->message, failure->code);
    return Written::nothing;
  }
  if (type.is_list()) return list(place, output, type.inner());
  if (type.named->is_leaf()) return leaf(place, output, *type.named);
  return composite(place, output);
}

Writer::Written Writer::list(const Place& place, const Output& output, TypeUse item) {
  const auto* items = output.get_if<Output::List>();
  if (items == nullptr) {
    fail(place, fmt::format("Expected Iterable, but did not find one for field \"{}.{}\".", place.batch.type->name,
                            place.column.field->name));
    return Written::nothing;
  }
  text += '[';
  path_.push_back({});
  bool written = true;
  for (std::size_t i = 0; i < items->size() && written && !has_stopped_; ++i) {
    if (i > 0) text += ',';
    path_.back().index = i;
    written = value(place, (*items)[i], item);
  }
  path_.pop_back();
  text += ']';
  return written ? Written::value : Written::nothing;
}

Writer::Written Writer::leaf(const Place& place, const Output& output, const NamedType& type) {
  if (auto problem = append_leaf(text, type, output)) {
    fail(place, std::move(*problem));
    return Written::nothing;
  }
  return Written::value;
}

Writer::Written Writer::composite(const Place& place, const Output& output) {
  const auto* placed = output.get_if<Output::Placed>();
  if (placed == nullptr) {
    fail(place,
         fmt::format("Expected an object for field \"{}.{}\".", place.batch.type->name, place.column.field->name));
    return Written::nothing;
  }
  return object(resolution_.batch(placed->batch), placed->row) ? Written::value : Written::nothing;
}

void Writer::fail(const Place& place, std::string message, std::string code) {
  Finding error{.message = std::move(message), .path = path(), .code = std::move(code)};
  for (const auto* node : place.column.asked.nodes) error.at.push_back(node->at);
  errors.push_back(std::move(error));
}

void Writer::fail(const ArgumentProblem& problem) {
  errors.push_back({.message = problem.message, .at = {problem.at}, .path = path()});
}

std::vector<PathStep> Writer::path() const {
  std::vector<PathStep> steps;
  for (const auto& step : path_) {
    if (step.key.empty()) {
      steps.emplace_back(step.index);
    } else {
      steps.emplace_back(std::string(step.key));
    }
  }
  return steps;
}

}  // namespace shelfcast::graphql
