// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/error.hpp"
#include "shelfcast/graphql/limits.hpp"
#include "shelfcast/graphql/output.hpp"
#include "shelfcast/graphql/query.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::graphql {

/// One asking of a query.
struct Request {
  std::optional<std::string> operation = {};          ///< its name, where the document has several
  const nlohmann::ordered_json* variables = nullptr;  ///< an object; null: none
  Object root = {};                                   ///< the parent of the root fields
  Object context = {};                                ///< what resolvers get along with every call
  const Limits* limits = nullptr;                     ///< checked before anything is executed; null: none
};

struct Response {
  std::string body;  ///< {"data":...}, with "errors" in front where there are any
  std::size_t errors = 0;
  bool has_data = false;  ///< false: the request was refused before anything was executed
};

/// Whether the operation that is meant is a query; also where there is none such, which is then refused.
bool only_reads(const Query& query, const std::optional<std::string>& operation);

/// Whether it is a subscription: the other kind that `execute` is not for.
bool subscribes(const Query& query, const std::optional<std::string>& operation);

/// Executes a query or a mutation: level by level, each field once for all its parents; the root fields of a mutation
/// one after the other. Exceptions of resolvers pass through.
Response execute(const Query& query, const Request& request);

/// A subscription that was asked for. The caller reads its events from wherever they come, by the field and its
/// arguments, and has each of them answered.
class Subscription {
 public:
  ~Subscription();
  Subscription(Subscription&&) noexcept;
  Subscription& operator=(Subscription&&) noexcept;

  [[nodiscard]] std::string_view field() const;
  [[nodiscard]] const Arguments& arguments() const;
  /// The answer to an event, which is the parent of the root field. Any thread.
  [[nodiscard]] Response answer(Object event, Object context = {}) const;

 private:
  friend std::expected<Subscription, std::vector<QueryError>> subscribe(const Query& query, const Request& request);
  struct Impl;
  explicit Subscription(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

std::expected<Subscription, std::vector<QueryError>> subscribe(const Query& query, const Request& request);

}  // namespace shelfcast::graphql
