// SPDX-License-Identifier: Apache-2.0
#include "api/feedback.hpp"
#include "api/graph/asking.hpp"
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "api/orders/order_refusal.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Output;

Output give(const graphql::Call& call) {
  const auto& services = asking(call).services;
  if (services.feedbacks == nullptr) return Output::Failure{"Feedback is not kept here.", "not-kept"};
  if (auto refused = refuse_without(call, "feedback:write")) return std::move(*refused);
  const auto& given = call.arguments["idempotencyKey"];
  const auto key = idempotency_key(given.is_null() ? std::nullopt : std::optional<std::string_view>(given.text()));
  if (!key) return failure_of(key.error());
  const auto fields = parameters_of(graphql::Arguments(call.arguments["feedback"].fields()));
  const auto kept = give_feedback(services, fields, asking(call).caller.get(), *key);
  return kept ? output_of(feedback_json(*kept), call.keeper) : Output(failure_of(kept.error()));
}

}  // namespace

void add_feedback(graphql::Wiring& wiring) {
  FieldsOf{wiring, "Mutation"}.add("giveFeedback", graphql::root(give));
  add_members(wiring, "Feedback",
              {"id", "at", "by", "marketplaceId", "cycle", "productKey", "categoryKey", "firstDay", "lastDay",
               "predictedUnits", "expectedUnits", "comment"});
  add_words(wiring, "Feedback", {"timeFrame", "verdict"});
}

}  // namespace shelfcast::api::graph
