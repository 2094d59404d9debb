// SPDX-License-Identifier: Apache-2.0
#include "api/graph/engine.hpp"

#include <utility>

namespace shelfcast::api::graph {
namespace {

constexpr std::size_t kQueriesKept = 1'000;
// Of their texts: what is made of them takes many times that.
constexpr std::size_t kQueriesBytes = std::size_t{1} << 20U;

}  // namespace

Engine::Engine(SharedServices services) : services_(std::move(services)), queries_(kQueriesKept, kQueriesBytes) {
  limits_.depth = services_->options.graphql_depth;
  limits_.cost = services_->options.graphql_cost;
}

std::shared_ptr<const Engine::Prepared> Engine::prepared(const std::string& text) {
  if (text.size() > kLongestKept) return std::make_shared<const Prepared>(graphql::prepare(schema_, text));
  if (auto kept = queries_.get(text)) return kept;
  auto made = std::make_shared<const Prepared>(graphql::prepare(schema_, text));
  queries_.put(text, made, text.size());
  return made;
}

Asking Engine::asking(identity::CallerPtr caller) {
  return {*services_, std::move(caller)};
}

graphql::Request Engine::request(const Sent& sent, const Asking& asking) const {
  return {.operation = sent.operation,
          .variables = sent.variables.is_object() ? &sent.variables : nullptr,
          .context = graphql::Object::of(asking),
          .limits = &limits_};
}

}  // namespace shelfcast::api::graph
