// SPDX-License-Identifier: Apache-2.0
// How a route is documented, beside the route.
#pragma once

#include "api/question.hpp"

#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace shelfcast::api::openapi {

struct QueryParameter {
  std::string_view name;
  Rule rule;
  bool is_required = false;
};

struct Answer {
  int status = 200;
  std::string_view shape = {};  ///< a name of shapes(); empty: nothing but text
  std::vector<std::string_view> media = {"application/json"};
};

/// What one route does. Its path's parameters and the problems that every route like it can give are not said here.
struct Operation {
  std::string_view tag = {};
  std::string_view summary = {};
  std::vector<QueryParameter> query = {};
  std::string_view body = {};  ///< a name of shapes(); empty: none is read
  std::string_view body_media = "application/json";
  std::vector<Answer> answers = {};
  std::vector<int> problems = {};  ///< beyond those that every such route can give
  bool is_kept = false;            ///< has an ETag: may be a 304
  bool is_idempotent = false;      ///< takes an Idempotency-Key
  bool body_may_miss = false;
  std::string_view as_web_socket = {};  ///< what is spoken where it becomes a WebSocket; empty: it does not
};

/// The parameters that a table reads.
template <class Asked>
std::vector<QueryParameter> read_by(std::span<const Parameter<Asked>> table,
                                    std::initializer_list<std::string_view> required = {}) {
  std::vector<QueryParameter> all;
  for (const auto& row : table) {
    bool is_required = false;
    for (const auto name : required) is_required = is_required || name == row.name;
    all.push_back({row.name, row.rule, is_required});
  }
  return all;
}

}  // namespace shelfcast::api::openapi
