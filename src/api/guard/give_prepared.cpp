// SPDX-License-Identifier: Apache-2.0
#include "api/guard/allowance_fields.hpp"
#include "api/guard/tenancy.hpp"
#include "shelfcast/api/api.hpp"
#include "shelfcast/identity/doorkeeper.hpp"

#include <string>

namespace shelfcast::api {
namespace {

using identity::Caller;
using identity::Role;

/// As the guard and the handler would decide, for what was prepared: it names no seller but its asker.
bool may_be_given(const Caller& caller, const http::PreparedFor& prepared) {
  const auto scope = identity::scope_named(prepared.route.needs);
  if (!scope || !caller.may(*scope)) return false;
  if (prepared.audience != 0 && prepared.audience != audience_of(caller)) return false;
  return caller.role != Role::seller || is_about_itself(caller, prepared.route.needs, prepared.asker);
}

/// Valid until the next call on this thread.
std::string_view lines_of(const Caller& caller, const identity::Allowance& allowance) {
  thread_local std::string lines;
  lines.clear();
  each_allowance_field(caller, allowance, [](std::string_view name, std::string_view value) {
    lines.append(name).append(": ").append(value).append("\r\n");
  });
  return lines;
}

}  // namespace

http::Admission give_prepared(const Identity& identity) {
  return [identity](const http::AskedHead& head, const http::PreparedFor& prepared) -> std::optional<std::string_view> {
    if (prepared.route.needs == identity::kPublic) return "";
    const auto caller = identity.doorkeeper->recognised(head);
    if (!caller || !may_be_given(*caller, prepared)) return std::nullopt;
    const auto allowance = identity.limits == nullptr ? std::nullopt : identity.limits->take(*caller);
    if (!allowance) return "";
    // Nothing was taken of an empty bucket: the guard finds it empty as well, and says so.
    if (!allowance->is_granted) return std::nullopt;
    return lines_of(*caller, *allowance);
  };
}

}  // namespace shelfcast::api
