// SPDX-License-Identifier: Apache-2.0
#include "api/list_page.hpp"
#include "shelfcast/identity/audit_log.hpp"

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

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
  return list_page<std::int64_t>(
      request, "entries", [&](auto after, auto limit) { return audit.list(after, limit); }, json_of);
}

}  // namespace

Endpoints audit_routes(const SharedServices& services) {
  if (services->identity.audit == nullptr) return {};
  return {{{"GET", "/api/v1/audit",
            [services](const http::Request& request) { return list(*services->identity.audit, request); },
            http::Pace::slow, "admin"},
           {.tag = "Administration",
            .summary = "Every administrative act, the latest first",
            .query = openapi::read_by<Part<std::int64_t>>(kPartParameters<std::int64_t>),
            .answers = {{200, "Audit"}}}}};
}

}  // namespace shelfcast::api
