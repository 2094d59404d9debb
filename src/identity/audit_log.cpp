// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/audit_log.hpp"

#include "shelfcast/storage/rows.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <limits>
#include <utility>

namespace shelfcast::identity {

using storage::Database;
using storage::each_row;
using storage::run;
using storage::Statement;

namespace {

constexpr std::size_t kKeptOfBody = 1000;

}  // namespace

AuditEntry act_of(const Caller& caller, std::string act, const http::Request& request, int outcome) {
  return {.who = caller.name,
          .role = std::string(name_of(caller.role)),
          .act = std::move(act),
          .resource = request.path,
          .detail = request.body.substr(0, kKeptOfBody),
          .outcome = outcome,
          .request_id = request.id};
}

void AuditLog::add(AuditEntry entry) {
  const auto written = database_.write("identity.audit", [&](Database& open) {
    return run(open,
               "INSERT INTO audit (at, who, role, act, resource, detail, outcome, request_id) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
               [&](Statement& statement) {
                 statement.bind(clock_.now().seconds).bind(entry.who).bind(entry.role).bind(entry.act);
                 statement.bind(entry.resource).bind(entry.detail).bind(std::int64_t{entry.outcome});
                 statement.bind(entry.request_id);
               });
  });
  telemetry::counter("shelfcast_identity_audit_entries_total", {{"outcome", written ? "written" : "lost"}}).add();
  if (written) return;
  telemetry::log(telemetry::Severity::error, "an administrative act is missing in the audit log",
                 {{"who", entry.who},
                  {"act", entry.act},
                  {"resource", entry.resource},
                  {"status", entry.outcome},
                  {"problem", written.error().text()}});
}

Result<std::vector<AuditEntry>> AuditLog::list(std::optional<std::int64_t> before, std::size_t at_most) const {
  std::vector<AuditEntry> found;
  const auto read = database_.read([&](Database& open) {
    return each_row(
        open,
        "SELECT id, at, who, role, act, resource, detail, outcome, request_id FROM audit WHERE id < ? "
        "ORDER BY id DESC LIMIT ?",
        [&](Statement& statement) {
          statement.bind(before.value_or(std::numeric_limits<std::int64_t>::max()));
          statement.bind(static_cast<std::int64_t>(at_most));
        },
        [&](const Statement& row) {
          found.push_back({.id = row.integer(0),
                           .at = {row.integer(1)},
                           .who = row.text(2),
                           .role = row.text(3),
                           .act = row.text(4),
                           .resource = row.text(5),
                           .detail = row.text(6),
                           .outcome = static_cast<int>(row.integer(7)),
                           .request_id = row.text(8)});
        });
  });
  if (!read) return std::unexpected(read.error());
  return found;
}

}  // namespace shelfcast::identity
