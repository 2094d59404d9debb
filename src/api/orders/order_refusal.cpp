// SPDX-License-Identifier: Apache-2.0
#include "api/orders/order_refusal.hpp"

#include "api/guard/tenancy.hpp"

#include <algorithm>
#include <utility>

namespace shelfcast::api {

Refusal refusal_of(const orders::Refusal& refusal) {
  std::vector<http::FieldError> errors;
  errors.reserve(refusal.complaints.size());
  for (const auto& complaint : refusal.complaints) {
    errors.push_back({complaint.pointer, complaint.code, complaint.message});
  }
  if (refusal.code == Code::rejected) return bad_fields(422, std::move(errors));
  Refusal as_problem = refusal.code == Code::invalid ? reused_key(refusal.sentence)
                                                     : refusal_of(Error{refusal.code, {}, refusal.sentence});
  as_problem.errors = std::move(errors);
  return as_problem;
}

Refusal reused_key(std::string sentence) {
  return {.status = 422,
          .type = "idempotency-key-reused",
          .title = "The Idempotency-Key belongs to another request",
          .detail = std::move(sentence)};
}

Refusal too_many_orders() {
  return {.status = 503,
          .type = "overloaded",
          .title = "Try again later",
          .detail = "More orders are waiting to be written than this server keeps; nothing was done with yours.",
          .retry_after = 1};
}

std::expected<std::string, Refusal> idempotency_key_of(const http::Request& request) {
  return idempotency_key(request.headers.get("Idempotency-Key"));
}

std::expected<std::string, Refusal> idempotency_key(std::optional<std::string_view> given) {
  constexpr std::size_t kLongest = 255;
  if (!given) return std::string();
  const auto is_printable = [](char c) { return c > ' ' && c < 0x7f; };
  if (!given->empty() && given->size() <= kLongest && std::ranges::all_of(*given, is_printable)) {
    return std::string(*given);
  }
  return std::unexpected(Refusal{.status = 400,
                                 .type = "bad-idempotency-key",
                                 .title = "The Idempotency-Key is wrong",
                                 .detail = "It must be 1 to 255 printable ASCII characters."});
}

std::expected<std::string, Refusal> own_idempotency_key_of(const Services& services, const http::Request& request) {
  auto key = idempotency_key_of(request);
  if (!key || key->empty()) return key;
  const auto caller = caller_of(services, request);
  const bool is_nobodys_own = !caller || caller->name.empty() || caller->role == identity::Role::admin;
  if (is_nobodys_own) return key;
  return caller->name + '\n' + *key;  // which no key holds: no two names and keys read the same
}

}  // namespace shelfcast::api
