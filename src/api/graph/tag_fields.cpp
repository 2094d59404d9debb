// SPDX-License-Identifier: Apache-2.0
// What whoever asks calls products.
#include "api/graph/asking.hpp"
#include "api/graph/fields.hpp"
#include "api/graph/json_fields.hpp"
#include "api/tag_desk.hpp"

namespace shelfcast::api::graph {
namespace {

using graphql::Call;
using graphql::Input;
using graphql::Output;

Output shown(const std::expected<CountedTags, Refusal>& tags, const Call& call) {
  return tags ? output_of(tags_json(*tags), call.keeper) : Output(failure_of(tags.error()));
}

/// The desk where it is kept at all, and the caller may do this there.
std::expected<TagDesk, Output::Failure> desk_for(const Call& call, const QueryParameters& parameters,
                                                 std::string_view scope) {
  const auto& [services, caller, lasts] = asking(call);
  if (services.tags == nullptr) return std::unexpected(Output::Failure{"No tags are kept here.", "not-kept"});
  lasts = false;
  if (auto refused = refuse_without(call, scope)) return std::unexpected(std::move(*refused));
  auto desk = tag_desk(services, parameters, tag_parameters(), caller.get());
  if (!desk) return std::unexpected(failure_of(desk.error()));
  return std::move(*desk);
}

Output tags(const Call& call) {
  const auto desk = desk_for(call, parameters_of(call.arguments), "predictions:read");
  return desk ? shown(tags_at(asking(call).services, *desk), call) : Output(desk.error());
}

Output change(const Call& call) {
  QueryParameters where;
  Json said = Json::object();
  for (const auto& [name, value] : call.arguments.values()) {
    if (value.is_null()) continue;
    if (const auto* const list = value.get_if<Input::List>()) {
      for (auto& texts = said[name] = Json::array(); const Input& one : *list) texts.push_back(one.text());
    } else {
      where.emplace_back(name, value.text());
    }
  }
  const auto desk = desk_for(call, where, "tags:write");
  return desk ? shown(change_tags(asking(call).services, *desk, said), call) : Output(desk.error());
}

}  // namespace

void add_tags(graphql::Wiring& wiring) {
  FieldsOf{wiring, "Query"}.add("tags", graphql::root(tags));
  FieldsOf{wiring, "Mutation"}.add("changeTags", graphql::root(change));
  add_members(wiring, "Tag", {"tag", "products"});
}

}  // namespace shelfcast::api::graph
