// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/endpoints.hpp"
#include "api/graph/asking.hpp"
#include "api/graph/kept_by_text.hpp"
#include "api/graph/schema.hpp"
#include "api/graph/sent.hpp"
#include "shelfcast/graphql/execute.hpp"

#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace shelfcast::api::graph {

/// The schema with what its questions are answered from, however they come. Any thread.
class Engine {
 public:
  explicit Engine(SharedServices services);

  using Prepared = std::expected<graphql::Query, std::vector<graphql::QueryError>>;
  std::shared_ptr<const Prepared> prepared(const std::string& text);

  /// What resolvers get along; the engine must outlive it.
  [[nodiscard]] Asking asking(identity::CallerPtr caller);
  /// `sent` and `asking` must live until it is answered.
  [[nodiscard]] graphql::Request request(const Sent& sent, const Asking& asking) const;

  [[nodiscard]] const Services& services() const { return *services_; }

 private:
  SharedServices services_;
  graphql::Schema schema_ = schema();
  graphql::Limits limits_{.cost_of = costs()};
  KeptByText<Prepared> queries_;
};

}  // namespace shelfcast::api::graph
