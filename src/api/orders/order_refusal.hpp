// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/refusal.hpp"
#include "shelfcast/api/api.hpp"
#include "shelfcast/orders/act.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// What is wrong with an act, as a problem.
Refusal refusal_of(const orders::Refusal& refusal);

Refusal too_many_orders();
/// 422: another request was sent under this Idempotency-Key.
Refusal reused_key(std::string sentence);

/// Empty where none is sent; refused where it is no key.
std::expected<std::string, Refusal> idempotency_key_of(const http::Request& request);
std::expected<std::string, Refusal> idempotency_key(std::optional<std::string_view> given);
/// The same as orders remember it: every caller has keys of its own, whatever others call theirs.
std::expected<std::string, Refusal> own_idempotency_key_of(const Services& services, const http::Request& request);

}  // namespace shelfcast::api
