// SPDX-License-Identifier: Apache-2.0
#include "api/graph/json_fields.hpp"
#include "shelfcast/base/words.hpp"

#include <fmt/format.h>

namespace shelfcast::api::graph {
namespace {

using graphql::Object;
using graphql::Output;

/// What stands under a name; null where nothing does.
const Json& member(const Json& object, const std::string& name) {
  static const Json nothing;
  const auto found = object.find(name);
  return found == object.end() ? nothing : *found;
}

void add(graphql::Wiring& wiring, std::string_view type, std::initializer_list<std::string_view> names,
         Output (*of)(const Json&)) {
  for (const auto name : names) {
    wiring.fields.emplace_back(
        fmt::format("{}.{}", type, name),
        graphql::each<Json>([name = std::string(name), of](const Json& object) { return of(member(object, name)); }));
  }
}

}  // namespace

Output output_of(const Json& value) {
  switch (value.type()) {
    case Json::value_t::boolean:
      return value.get<bool>();
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return value.get<std::int64_t>();
    case Json::value_t::number_float:
      return value.get<double>();
    case Json::value_t::string:
      return std::string_view(value.get_ref<const std::string&>());
    case Json::value_t::object:
      return Object::of(value);
    case Json::value_t::array: {
      Output::List list;
      list.reserve(value.size());
      for (const auto& item : value) list.push_back(output_of(item));
      return list;
    }
    default:
      return nullptr;
  }
}

Output output_of(Json value, graphql::Keeper& keeper) {
  return output_of(keeper.keep(std::move(value)));
}

Output word(std::string_view name) {
  return uppered(name);
}

void add_members(graphql::Wiring& wiring, std::string_view type, std::initializer_list<std::string_view> names) {
  add(wiring, type, names, [](const Json& value) { return output_of(value); });
}

void add_words(graphql::Wiring& wiring, std::string_view type, std::initializer_list<std::string_view> names) {
  add(wiring, type, names,
      [](const Json& value) { return value.is_string() ? word(value.get_ref<const std::string&>()) : Output(); });
}

void add_any(graphql::Wiring& wiring, std::string_view type, std::initializer_list<std::string_view> names) {
  add(wiring, type, names, [](const Json& value) {
    return value.is_null() ? Output() : Output(Output::Raw{value.dump(-1, ' ', false, Json::error_handler_t::replace)});
  });
}

}  // namespace shelfcast::api::graph
