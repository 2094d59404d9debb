// SPDX-License-Identifier: Apache-2.0
#include "api/graph/asking.hpp"

#include "api/guard/tenancy.hpp"
#include "shelfcast/base/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shelfcast::api::graph {
namespace {

/// Arguments that REST knows by another name, or writes in small letters.
struct ArgumentRow {
  std::string_view argument;
  std::string_view parameter;
  bool is_word;  ///< of an enum
};
constexpr std::array<ArgumentRow, 10> kArguments{{
    {"timeFrame", "timeFrame", true},
    {"window", "window", true},
    {"sort", "sort", true},
    {"kind", "kind", true},
    {"direction", "direction", true},
    {"audience", "audience", true},
    {"level", "level", true},
    {"verdict", "verdict", true},
    {"date", "dateTime", false},
    {"text", "q", false},
}};

std::string text_of(const graphql::Input& value) {
  if (const auto* const whole = value.get_if<std::int64_t>()) return fmt::to_string(*whole);
  if (const auto* const number = value.get_if<double>()) return fmt::format("{}", *number);
  return value.text();
}

/// The sentence with the argument's name for the parameter's.
std::string spoken(const http::FieldError& error) {
  const auto* const row = std::ranges::find_if(kArguments, [&](const auto& one) {
    return error.pointer.size() > 1 && std::string_view(error.pointer).substr(1) == one.parameter;
  });
  if (row == kArguments.end() || !error.message.starts_with(row->parameter)) return error.message;
  return std::string(row->argument) + error.message.substr(row->parameter.size());
}

}  // namespace

QueryParameters parameters_of(const graphql::Arguments& arguments) {
  QueryParameters parameters;
  for (const auto& [name, value] : arguments.values()) {
    if (value.is_null()) continue;
    const auto* const row = std::ranges::find(kArguments, name, &ArgumentRow::argument);
    if (row == kArguments.end()) {
      parameters.emplace_back(name, text_of(value));
    } else {
      parameters.emplace_back(row->parameter, row->is_word ? lowered(text_of(value)) : text_of(value));
    }
  }
  return parameters;
}

graphql::Output::Failure failure_of(const Refusal& refusal) {
  if (refusal.errors.empty()) return {refusal.detail, refusal.type};
  std::string all;
  for (const auto& error : refusal.errors) all += (all.empty() ? "" : " ") + spoken(error);
  return {std::move(all), refusal.type};
}

std::expected<std::size_t, graphql::Output::Failure> count_asked(const graphql::Call& call, std::string_view argument,
                                                                 std::int64_t least, std::int64_t most) {
  const auto count = call.arguments[argument].integer();
  if (count >= least && count <= most) return static_cast<std::size_t>(count);
  return std::unexpected(graphql::Output::Failure{
      fmt::format("{} must be a whole number from {} to {}, not {}.", argument, least, most, count), "bad-parameter"});
}

std::optional<graphql::Output::Failure> refuse_without(const graphql::Call& call, std::string_view scope) {
  const auto& caller = asking(call).caller;
  if (caller == nullptr || caller->may(identity::scope_named(scope).value())) return std::nullopt;
  return graphql::Output::Failure{fmt::format("This needs {}.", scope), "forbidden"};
}

std::optional<Refusal> refuse_foreign_seller(const graphql::Call& call, std::string_view seller) {
  const auto& caller = asking(call).caller;
  if (caller == nullptr || may_ask_about(*caller, seller)) return std::nullopt;
  return foreign(fmt::format("It must be '{}': you may ask about yourself only.", caller->seller));
}

std::optional<graphql::Output::Failure> refuse_foreign_product(const graphql::Call& call,
                                                               const domain::ForecastProduct& product) {
  if (auto refused = refuse_without(call, "products:read")) return refused;
  const auto& caller = asking(call).caller;
  if (caller == nullptr || may_ask_about(*caller, product)) return std::nullopt;
  return failure_of(foreign("This product is another seller's."));
}

std::expected<std::string, Refusal> marketplace_of(const graphql::Call& call) {
  return marketplace_of(call.arguments, asking(call));
}

std::expected<std::string, Refusal> marketplace_of(const graphql::Arguments& arguments, const Asking& asking) {
  const auto& named = arguments["marketplaceId"];
  std::string marketplace = named.is_null() ? "" : named.text();
  std::vector<http::FieldError> errors;
  take_only_marketplace(asking.services.tables.marketplaces(), marketplace, errors);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  return marketplace;
}

}  // namespace shelfcast::api::graph
