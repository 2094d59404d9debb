// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"
#include "api/guard/admission.hpp"
#include "api/orders/order_body.hpp"
#include "api/orders/order_bulk.hpp"
#include "api/orders/order_json.hpp"
#include "api/orders/order_refusal.hpp"
#include "api/question.hpp"
#include "shelfcast/base/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shelfcast::api {
namespace {

using http::Request;
using http::Response;
using orders::Kind;

constexpr std::string_view kOrders = "/api/v1/orders";

std::string address_of(const orders::Order& order, const orders::Desk& desk) {
  auto address = fmt::format("{}/{}", kOrders, percent_encoded(order.id));
  if (desk.serves_several_marketplaces()) address += "?marketplaceId=" + percent_encoded(order.marketplace_key);
  return address;
}

Response answer_with(int status, const orders::Order& order) {
  std::string json;
  json.reserve(512);
  put_order(json, order);
  auto response = json_answer(status, std::move(json));
  response.headers.set("Cache-Control", "no-store");
  return response;
}

Response answer_of(const orders::Outcome& outcome, const orders::Desk& desk, const Request& request) {
  if (!outcome) return answer_of(refusal_of(outcome.error()), request);
  auto response = answer_with(outcome->created ? 201 : 200, outcome->order);
  if (outcome->created) response.headers.set("Location", address_of(outcome->order, desk));
  return response;
}

/// Cancellations and returns of a whole order need no body.
std::string_view body_of(const Request& request, Kind kind) {
  return request.body.empty() && kind != Kind::place ? std::string_view("{}") : std::string_view(request.body);
}

std::expected<orders::Act, Refusal> act_in(const Services& services, const Request& request, Kind kind) {
  if (!request.body.empty()) {
    if (auto wrong = wrong_media_type(request, "application/json")) return std::unexpected(std::move(*wrong));
  }
  const auto key = own_idempotency_key_of(services, request);
  if (!key) return std::unexpected(key.error());
  auto act = read_act(kind, body_of(request, kind));
  if (!act) return std::unexpected(malformed_body());
  if (kind != Kind::place) act->order = request.captured.at("id");
  act->idempotency_key = *key;
  const auto asked = fingerprint(act->order, static_cast<std::uint64_t>(kind));
  act->digest = fingerprint(request.body, asked);
  return std::move(*act);
}

void carry_out(const SharedServices& services, Kind kind, const Request& request, const http::Answer& answer) {
  auto act = act_in(*services, request, kind);
  if (!act) return answer(answer_of(act.error(), request));
  const auto done = [answer, services, &request](std::vector<orders::Outcome> outcomes) {
    answer(answer_of(outcomes.front(), *services->orders, request));
  };
  std::vector<orders::Act> acts;
  acts.push_back(std::move(*act));
  if (!services->orders->submit(std::move(acts), done)) answer(answer_of(too_many_orders(), request));
}

Response look(const Services& services, const Request& request) {
  std::string marketplace;
  auto errors = read_parameters<std::string>(request.query, marketplace_parameters(), marketplace);
  if (!errors.empty()) return answer_of(bad_fields(400, std::move(errors)), request);
  const auto order = services.orders->find(request.captured.at("id"), marketplace);
  return order ? answer_with(200, *order) : answer_of(refusal_of(order.error()), request);
}

}  // namespace

Endpoints order_routes(const SharedServices& services) {
  if (services->orders == nullptr) return {};
  const std::string path(kOrders);
  const auto act = [services](std::string on, Kind kind, std::string_view summary, std::string_view body) {
    const bool is_new = kind == Kind::place;
    return Endpoint{.route = {.method = "POST",
                              .path = std::move(on),
                              .handle = {},
                              .needs = "orders:write",
                              .handle_later =
                                  [services, kind](const Request& request, const http::Answer& answer) {
                                    carry_out(services, kind, request, answer);
                                  }},
                    .said = {.tag = "Orders",
                             .summary = summary,
                             .body = body,
                             .answers = is_new ? std::vector<openapi::Answer>{{201, "Order"}, {200, "Order"}}
                                               : std::vector<openapi::Answer>{{200, "Order"}},
                             .problems = {404, 409},
                             .is_idempotent = true,
                             .body_may_miss = kind == Kind::cancel || kind == Kind::take_back}};
  };
  const auto bulk = [services](const Request& request) { return take_in_bulk(*services, request); };
  const auto find = [services](const Request& request) { return look(*services, request); };
  return {act("/v1/orders", Kind::place, "Place an order (as partners send it)", "OrderPlaced"),
          act(path, Kind::place, "Place an order: 201 when it is on disk, 200 when it was there", "OrderPlaced"),
          act(path + "/{id}:cancel", Kind::cancel, "Cancel an order, or some of its lines", "OrderCancelled"),
          act(path + "/{id}:return", Kind::take_back, "Take an order back, or some of it", "OrderReturned"),
          act(path + "/{id}:correct", Kind::correct, "Correct quantities and prices", "OrderCorrected"),
          {{.method = "GET", .path = path + "/{id}", .handle = find, .needs = "orders:read"},
           {.tag = "Orders",
            .summary = "How an order stands",
            .query = openapi::read_by(marketplace_parameters()),
            .answers = {{200, "Order"}},
            .problems = {409}}},
          {{.method = "POST",
            .path = path + ":bulk",
            .handle = bulk,
            .pace = http::Pace::slow,
            .needs = "orders:write",
            .body_bytes = services->options.bulk_body_bytes},
           {.tag = "Orders",
            .summary = "Place many orders, one a line; the answer has a result a line",
            .query = openapi::read_by(bulk_parameters()),
            .body = "Text",
            .body_media = "application/x-ndjson",
            .answers = {{200, "Text", {"application/x-ndjson"}}},
            .is_idempotent = true}}};
}

}  // namespace shelfcast::api
