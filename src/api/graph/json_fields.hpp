// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/graphql/resolver.hpp"

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <string_view>

namespace shelfcast::api::graph {

using Json = nlohmann::ordered_json;

/// A JSON value as the answer of a field: its objects are the parents of their fields. It must live as long.
graphql::Output output_of(const Json& value);
/// The same of a value that nobody else keeps.
graphql::Output output_of(Json value, graphql::Keeper& keeper);

/// Fields that are told as they stand in a JSON object.
void add_members(graphql::Wiring& wiring, std::string_view type, std::initializer_list<std::string_view> names);
/// Those that hold a word which is the value of an enum here.
void add_words(graphql::Wiring& wiring, std::string_view type, std::initializer_list<std::string_view> names);
/// Those that are any JSON.
void add_any(graphql::Wiring& wiring, std::string_view type, std::initializer_list<std::string_view> names);

/// "week" as an enum's WEEK.
graphql::Output word(std::string_view name);

}  // namespace shelfcast::api::graph
