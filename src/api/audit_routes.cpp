// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"
#include "api/question.hpp"
#include "shelfcast/identity/audit_log.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <limits>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

struct Slice {
  std::optional<std::int64_t> before;
  std::size_t limit = 20;
};

constexpr std::array<Parameter<Slice>, 2> kParameters{{
    {"after",
     [](auto text, auto& slice) {
       const auto cursor = parse_count(text, 1, kLargestRowId);
       if (cursor) slice.before = static_cast<std::int64_t>(*cursor);
       return cursor.has_value();
     },
     whole_number(1, kLargestRowId, "must be the cursor of a page's 'next'")},
    {"limit", [](auto text, auto& slice) { return assign(parse_count(text, 1, 100), slice.limit); },
     whole_number(1, 100)},
}};

Json json_of(const identity::AuditEntry& entry) {
  return {{"at", format_instant(entry.at)},
          {"who", entry.who},
          {"role", entry.role},
          {"act", entry.act},
          {"resource", entry.resource},
          {"detail", entry.detail},
          {"outcome", entry.outcome},
          {"requestId", entry.request_id}};
}

http::Response list(const identity::AuditLog& audit, const http::Request& request) {
  Slice slice;
  auto errors = read_parameters<Slice>(request.query, kParameters, slice);
  if (!errors.empty()) return answer_of(bad_fields(400, std::move(errors)), request);
  auto found = audit.list(slice.before, slice.limit + 1);  // one more tells whether there is a next page
  if (!found) return answer_of(refusal_of(found.error()), request);
  const bool more = found->size() > slice.limit;
  if (more) found->resize(slice.limit);
  Json entries = Json::array();
  for (const auto& entry : *found) entries.push_back(json_of(entry));
  return fresh_answer(
      200, {{"entries", std::move(entries)}, {"next", more ? Json(std::to_string(found->back().id)) : Json()}});
}

}  // namespace

Endpoints audit_routes(const SharedServices& services) {
  if (services->identity.audit == nullptr) return {};
  return {{{"GET", "/api/v1/audit",
            [services](const http::Request& request) { return list(*services->identity.audit, request); },
            http::Pace::slow, "admin"},
           {.tag = "Administration",
            .summary = "Every administrative act, the latest first",
            .query = openapi::read_by<Slice>(kParameters),
            .answers = {{200, "Audit"}}}}};
}

}  // namespace shelfcast::api
