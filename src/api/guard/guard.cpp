// SPDX-License-Identifier: Apache-2.0
#include "api/guard/guard.hpp"

#include "api/guard/allowance_fields.hpp"
#include "api/guard/tenancy.hpp"
#include "shelfcast/http/web_socket.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace shelfcast::api {
namespace {

using http::Request;
using http::Response;
using identity::Allowance;
using identity::Caller;
using identity::Role;

constexpr int kTooMany = 429;

std::unique_ptr<identity::Doorkeeper> plain_doorkeeper(const Services& services) {
  auto made = identity::Doorkeeper::open({.clock = services.clock}, {.admin_token = services.options.admin_token,
                                                                     .loopback_only = services.options.loopback_only});
  return std::move(made.value());
}

Response answer_of_denial(const identity::Denial& denial, const Request& request) {
  Refusal refusal = unauthorized(denial.sentence);
  refusal.retry_after = denial.retry_after;
  auto response = answer_of(refusal, request);
  response.headers.set("WWW-Authenticate", R"(Bearer realm="shelfcast", error="invalid_token")");
  return response;
}

Refusal too_many(const Allowance& allowance) {
  return {.status = kTooMany,
          .type = "too-many-requests",
          .title = "Too many requests",
          .detail =
              fmt::format("{} an hour are yours; the next one in {} seconds.", allowance.limit, allowance.next_second),
          .retry_after = allowance.next_second};
}

void put_allowance(Response& response, const Caller& caller, const Allowance& allowance) {
  each_allowance_field(caller, allowance,
                       [&](std::string_view name, std::string_view value) { response.headers.set(name, value); });
}

bool changes_something(const Request& request) {
  return request.method != "GET" && request.method != "HEAD";
}

void count_refusal(std::string_view reason) {
  telemetry::counter("shelfcast_identity_refusals_total", {{"reason", reason}}).add();
}

}  // namespace

Guard::Guard(SharedServices services)
    : services_(std::move(services)),
      plain_(services_->identity.doorkeeper == nullptr ? plain_doorkeeper(*services_) : nullptr),
      doorkeeper_(plain_ ? *plain_ : *services_->identity.doorkeeper) {}

http::Route Guard::guarded(const std::shared_ptr<const Guard>& guard, http::Route route) {
  const auto scope = identity::scope_named(route.needs);
  if (!scope) {
    throw std::logic_error(fmt::format("route {} {} needs '{}', which is no scope: see identity's table", route.method,
                                       route.path, route.needs));
  }
  if (route.needs == identity::kPublic) return route;
  const Need need{.scope = *scope,
                  .name = route.needs,
                  .is_recorded = identity::scopes()[*scope].is_recorded,
                  .may_sign_in_later = route.may_sign_in_later,
                  .act = route.method + ' ' + route.path};
  if (route.handle_later) {
    route.handle_later = [guard, need, handle = std::move(route.handle_later)](const Request& request,
                                                                               const http::Answer& answer) {
      guard->answer_later(need, handle, request, answer);
    };
  } else {
    route.handle = [guard, need, handle = std::move(route.handle)](const Request& request) {
      return guard->answer(need, handle, request);
    };
  }
  return route;
}

Response Guard::answer(const Need& need, const http::Handler& handle, const Request& request) const {
  const auto admitted = admit(need, request);
  if (!admitted) return admitted.error();
  auto response = handle(admitted->as_meant ? *admitted->as_meant : request);
  record(need, *admitted->caller, request, response.status);
  // What `give_prepared` could not judge by the asker alone.
  if (admitted->as_meant || names_a_seller(request.query)) response.keeping = nullptr;
  if (admitted->allowance) put_allowance(response, *admitted->caller, *admitted->allowance);
  return response;
}

void Guard::answer_later(const Need& need, const http::LaterHandler& handle, const Request& request,
                         const http::Answer& answer) const {
  const auto admitted = admit(need, request);
  if (!admitted) return answer(admitted.error());
  if (!admitted->allowance) return handle(request, answer);
  handle(request, [answer, caller = admitted->caller, allowance = *admitted->allowance](Response response) {
    put_allowance(response, *caller, allowance);
    answer(std::move(response));
  });
}

std::expected<Guard::Admitted, Response> Guard::admit(const Need& need, const Request& request) const {
  const auto who = doorkeeper_.who(request);
  if (!who) return std::unexpected(shown_the_door(answer_of_denial(who.error(), request)));
  Admitted admitted{.caller = *who, .allowance = std::nullopt};
  const Caller& caller = **who;
  if (need.may_sign_in_later && caller.role == Role::nobody && http::asks_for_web_socket(request)) return admitted;
  if (services_->identity.limits != nullptr) admitted.allowance = services_->identity.limits->take(caller);
  const bool is_too_often = admitted.allowance && !admitted.allowance->is_granted;
  if (const auto refused =
          is_too_often ? std::optional(too_many(*admitted.allowance)) : refuse(need, caller, request)) {
    if (caller.role >= Role::seller) count_refusal(refused->type);
    // Nothing is written of what is beyond the allowance: it would let anyone fill the log.
    if (caller.role >= Role::seller && !is_too_often) record(need, caller, request, refused->status);
    auto response = answer_of(*refused, request);
    if (admitted.allowance) put_allowance(response, caller, *admitted.allowance);
    return std::unexpected(shown_the_door(std::move(response)));
  }
  if (caller.role != Role::seller) return admitted;
  if (const auto me = request.captured.find("customerId"); me != request.captured.end() && me->second == kMe) {
    admitted.as_meant = request;
    admitted.as_meant->captured["customerId"] = caller.seller;
  }
  return admitted;
}

/// Where people log in, for those who are not let through.
Response Guard::shown_the_door(Response response) const {
  if (response.status == 401 && services_->identity.login != nullptr)
    response.headers.set("Link", R"(</login>; rel="login")");
  return response;
}

std::optional<Refusal> Guard::refuse(const Need& need, const Caller& caller, const Request& request) const {
  if (!caller.may(need.scope)) return without_scope(need, caller);
  if (caller.role != Role::seller) return std::nullopt;
  return refuse_foreign(*services_, caller, need.name, request);
}

Refusal Guard::without_scope(const Need& need, const Caller& caller) const {
  if (caller.role == Role::visitor) {
    return unauthorized(!doorkeeper_.has_admin_token()
                            ? "No admin token is configured: administrative calls are accepted from this machine only, "
                              "on loopback only, and not for other web pages than its own."
                            : "Send 'Authorization: Bearer <admin token>'.");
  }
  if (caller.role == Role::nobody) return unauthorized("Send 'Authorization: Bearer <token or key>', or log in.");
  return {.status = 403,
          .type = "forbidden",
          .title = "You may not do this",
          .detail = fmt::format("It needs {}; of the role {} you may: {}.", need.name, name_of(caller.role),
                                identity::names_of(caller.scopes))};
}

void Guard::record(const Need& need, const Caller& caller, const Request& request, int status) const {
  if (!need.is_recorded || !changes_something(request) || services_->identity.audit == nullptr) return;
  services_->identity.audit->add(identity::act_of(caller, need.act, request, status));
}

}  // namespace shelfcast::api
