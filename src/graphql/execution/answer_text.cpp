// SPDX-License-Identifier: Apache-2.0
#include "graphql/execution/answer_text.hpp"

#include "graphql/values/json_text.hpp"

#include <fmt/format.h>

#include <iterator>

namespace shelfcast::graphql {
namespace {

void append_step(std::string& out, const PathStep& step) {
  if (const auto* index = std::get_if<std::size_t>(&step)) {
    out += fmt::to_string(*index);
  } else {
    append_json(out, std::get<std::string>(step));
  }
}

void append_error(std::string& out, const QueryError& error) {
  out += "{\"message\":";
  append_json(out, error.message);
  if (!error.locations.empty()) {
    out += ",\"locations\":[";
    for (const auto& location : error.locations) {
      fmt::format_to(std::back_inserter(out), "{}{{\"line\":{},\"column\":{}}}",
                     &location == error.locations.data() ? "" : ",", location.line, location.column);
    }
    out += ']';
  }
  if (!error.path.empty()) {
    out += ",\"path\":[";
    for (const auto& step : error.path) {
      if (&step != error.path.data()) out += ',';
      append_step(out, step);
    }
    out += ']';
  }
  if (!error.code.empty()) {
    out += ",\"extensions\":{\"code\":";
    append_json(out, error.code);
    out += '}';
  }
  out += '}';
}

}  // namespace

void append_errors(std::string& out, std::span<const QueryError> errors) {
  out += "\"errors\":[";
  for (const auto& error : errors) {
    if (&error != errors.data()) out += ',';
    append_error(out, error);
  }
  out += ']';
}

std::string refusal_body(std::span<const QueryError> errors) {
  std::string out = "{";
  append_errors(out, errors);
  return out + '}';
}

}  // namespace shelfcast::graphql
