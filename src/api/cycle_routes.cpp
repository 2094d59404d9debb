// SPDX-License-Identifier: Apache-2.0
#include "api/list_page.hpp"
#include "api/sent_json.hpp"
#include "shelfcast/control/cycle_json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <expected>
#include <iterator>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::string_view kCycles = "/api/v1/cycles";

http::Response list(const Services& services, const http::Request& request) {
  return list_page<std::string>(
      request, "cycles", [&](auto after, auto limit) { return services.cycles.list(after, limit); },
      [](const auto& report) { return control::to_json(report); });
}

http::Response look(const Services& services, const http::Request& request) {
  const auto report = services.cycles.look(request.captured.at("id"));
  return report ? fresh_answer(200, control::to_json(*report)) : answer_of(refusal_of(report.error()), request);
}

/// What a body {"marketplaceId": "DE", "categories": ["11"]} asks for.
struct Wanted {
  std::string marketplace;
  std::vector<std::string> categories;  ///< empty: all
};

bool has_category(const predictions::Table& table, const std::string& name) {
  return std::ranges::any_of(table.cube().categories, [&](const auto& category) {
    return category.key == name || std::to_string(category.id.value) == name;
  });
}

/// By key or id; those that the serving table does not hold are wrong, each at its place.
std::vector<http::FieldError> read_categories(const Services& services, const Json& list, Wanted& wanted) {
  if (!list.is_array() || list.empty()) {
    return {{"/categories", "invalid", R"(categories must be a list of keys or ids, as ["11"]; without it all are.)"}};
  }
  const auto table = services.tables.current(wanted.marketplace);
  std::vector<http::FieldError> errors;
  for (const auto& named : list) {
    const std::string name = named.is_string() ? named.get<std::string>() : named.dump();
    const bool is_name = named.is_string() || named.is_number_unsigned();
    if (is_name && (!table || has_category(*table, name))) {
      wanted.categories.push_back(name);
      continue;
    }
    errors.push_back({fmt::format("/categories/{}", wanted.categories.size() + errors.size()), "unknown",
                      fmt::format("There is no category '{}' with products in the table that serves.", name)});
  }
  return errors;
}

std::expected<Wanted, Refusal> wanted_in(const Services& services, const http::Request& request) {
  const auto sent = json_body(request);
  if (!sent) return std::unexpected(sent.error());
  const Json& body = *sent;
  if (!body.is_object()) {
    return std::unexpected(
        bad_fields(422, {{"", "invalid", R"(The body must be an object, as {"marketplaceId":"DE"}.)"}}));
  }
  std::vector<http::FieldError> errors;
  for (const auto& [name, value] : body.items()) {
    if (name == "marketplaceId" || name == "categories") continue;
    errors.push_back({"/" + name, "unknown", "There are only the fields marketplaceId and categories."});
  }
  const auto named = body.find("marketplaceId");
  const bool given = named != body.end() && named->is_string() && !named->get_ref<const std::string&>().empty();
  if (!given) errors.push_back({"/marketplaceId", "missing", "marketplaceId is required: a marketplace's key, as DE."});
  Wanted wanted{.marketplace = given ? named->get<std::string>() : "", .categories = {}};
  if (const auto list = body.find("categories"); list != body.end()) {
    std::ranges::move(read_categories(services, *list, wanted), std::back_inserter(errors));
  }
  if (!errors.empty()) return std::unexpected(bad_fields(422, std::move(errors)));
  return wanted;
}

http::Response start(const Services& services, const http::Request& request) {
  const auto wanted = wanted_in(services, request);
  if (!wanted) return answer_of(wanted.error(), request);
  const auto id = wanted->categories.empty() ? services.cycles.start(wanted->marketplace, "api")
                                             : services.cycles.refresh(wanted->marketplace, wanted->categories, "api");
  if (!id) return answer_of(refusal_of(id.error()), request);
  auto response = fresh_answer(202, Json{{"id", *id}, {"marketplaceId", wanted->marketplace}, {"state", "running"}});
  response.headers.set("Location", fmt::format("{}/{}", kCycles, percent_encoded(*id)));
  return response;
}

}  // namespace

Endpoints cycle_routes(const SharedServices& services) {
  const auto with = [services](http::Response (*answer)(const Services&, const http::Request&)) {
    return [services, answer](const http::Request& request) { return answer(*services, request); };
  };
  const std::string path(kCycles);
  return {{{"GET", path, with(list), http::Pace::slow, "operations:read"},  // reads the database
           {.tag = "Operations",
            .summary = "What the refresh cycles did, the latest first",
            .query = openapi::read_by<Part<std::string>>(kPartParameters<std::string>),
            .answers = {{200, "Cycles"}}}},
          {{"GET", path + "/{id}", with(look), http::Pace::slow, "operations:read"},
           {.tag = "Operations", .summary = "What one cycle did, or does", .answers = {{200, "Cycle"}}}},
          {{"POST", path, with(start), http::Pace::slow, "operations:write"},
           {.tag = "Operations",
            .summary = "Start a cycle, of all categories or of some",
            .body = "CycleWanted",
            .answers = {{202, "CycleStarted"}},
            .problems = {404, 409}}}};
}

}  // namespace shelfcast::api
