// SPDX-License-Identifier: Apache-2.0
#include "api/orders/order_json.hpp"

#include "api/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace shelfcast::api {
namespace {

using domain::LineStatus;

constexpr std::array<std::string_view, 3> kStatusNames{"sold", "cancelled", "returned"};  // by LineStatus

void put_text_field(std::string& json, std::string_view name, std::string_view text) {
  json.append(name);
  put_string(json, text);
}

void put_line(std::string& json, const orders::Line& line) {
  put_text_field(json, R"({"lineId":)", line.id);
  json += R"(,"productId":)";
  put_outside_id(json, line.product);
  json += R"(,"categoryKey":)";
  if (line.category.empty()) {
    json += "null";
  } else {
    put_string(json, line.category);
  }
  json += R"(,"quantity":)";
  put_exact(json, line.quantity);
  json += R"(,"returned":)";
  put_exact(json, line.returned);
  json.append(R"(,"unitPrice":)").append(format_minor(line.unit_price));
  put_text_field(json, R"(,"status":)", kStatusNames.at(static_cast<std::size_t>(line.status())));
  json += '}';
}

/// placed as long as something stands; then cancelled, or returned where at least one line was.
std::string_view status_of(const orders::Order& order) {
  const auto is = [](LineStatus status) { return [status](const auto& line) { return line.status() == status; }; };
  if (std::ranges::any_of(order.lines, is(LineStatus::sold))) return "placed";
  return std::ranges::any_of(order.lines, is(LineStatus::returned)) ? "returned" : "cancelled";
}

}  // namespace

void put_order(std::string& json, const orders::Order& order) {
  const auto sum = sum_of(order);
  put_text_field(json, R"({"orderId":)", order.id);
  put_text_field(json, R"(,"marketplaceId":)", order.marketplace_key);
  fmt::format_to(std::back_inserter(json), R"(,"merchantId":{})", order.merchant.value);
  put_text_field(json, R"(,"merchantKey":)", order.merchant_key);
  put_text_field(json, R"(,"orderTime":)", format_instant(order.ordered));
  put_text_field(json, R"(,"currency":)", order.currency);
  put_text_field(json, R"(,"status":)", status_of(order));
  fmt::format_to(std::back_inserter(json), R"(,"version":{})", order.version);
  put_text_field(json, R"(,"changedAt":)", format_instant(order.changed));
  json += R"(,"units":)";
  put_exact(json, sum.units);
  json.append(R"(,"amount":)").append(format_minor(sum.amount));
  json += R"(,"items":[)";
  for (const auto& line : order.lines) {
    if (json.back() == '}') json += ',';
    put_line(json, line);
  }
  json += "]}";
}

}  // namespace shelfcast::api
