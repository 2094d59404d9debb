// SPDX-License-Identifier: Apache-2.0
#include "api/graph/asking.hpp"
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "api/graph/ranked_fields.hpp"
#include "api/graph/subscriptions.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::Output;

std::expected<Outlook, Refusal> live_outlook(const graphql::Arguments& arguments, const Asking& asking) {
  const auto marketplace = marketplace_of(arguments, asking);
  if (!marketplace) return std::unexpected(marketplace.error());
  auto parameters = parameters_of(arguments);
  std::erase_if(parameters, [](const auto& one) { return one.first == "marketplaceId"; });
  Question question;
  if (auto errors = read_question(parameters, question); !errors.empty())
    return std::unexpected(bad_fields(400, std::move(errors)));
  auto choice = asking.services.standings->live(*marketplace, question);
  if (!choice) return std::unexpected(std::move(choice.error()));
  return Outlook{std::move(question), std::move(*choice), &asking.services.standings->rankings()};
}

Output top_sellers_asked(const Call& call) {
  auto outlook = live_outlook(call.arguments, asking(call));
  if (!outlook) return failure_of(outlook.error());
  const auto& in = call.keeper.keep(std::move(*outlook));
  const auto page = in.rankings->best_products(in.choice, in.question);
  return nodes_of<ProductNode>(page, in, {.level = domain::Level::product, .is_drawn = false}, call.keeper);
}

}  // namespace

std::string edition_of_top_sellers(const graphql::Arguments& arguments, const Asking& asking) {
  const auto outlook = live_outlook(arguments, asking);
  return outlook ? live_edition(outlook->choice) : std::string();
}

void add_subscription(graphql::Wiring& wiring) {
  const FieldsOf subscription{wiring, "Subscription"};
  subscription.add("predictionsPublished",
                   graphql::root([](const Call& call) { return Output(call.parents.front()); }));
  subscription.add("topSellers", graphql::root(top_sellers_asked));
  add_members(wiring, "Publication", {"marketplaceId", "cycle", "published", "dataCut", "modelVersion"});
}

}  // namespace shelfcast::api::graph
