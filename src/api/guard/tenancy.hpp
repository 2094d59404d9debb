// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/question.hpp"
#include "api/refusal.hpp"
#include "shelfcast/api/api.hpp"
#include "shelfcast/identity/caller.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// Why a seller may not ask this: it is of another seller, or does not say whose it is. The one place that knows how
/// requests name sellers, and what is theirs. What cannot be found out is refused.
std::optional<Refusal> refuse_foreign(const Services& services, const identity::Caller& seller, std::string_view scope,
                                      const http::Request& request);

/// Whether a seller asks about itself where a path names nobody but `asker`, and nothing else has to be looked up.
bool is_about_itself(const identity::Caller& seller, std::string_view scope, std::string_view asker);

/// Whether a query names sellers.
bool names_a_seller(const QueryParameters& query);

/// Those who are answered alike whatever they ask, for http::Keeping; not 0. A seller is answered alone.
std::uint64_t audience_of(const identity::Caller& caller);

/// Who asks; null where nobody is known here, and everybody reads.
identity::CallerPtr caller_of(const Services& services, const http::Request& request);

/// Null is nobody who is known.
bool is_seller(const identity::Caller* caller);

/// The key by which its source knows a seller that is called by key or id; the name itself where no table knows it.
std::string seller_key(const Services& services, std::string_view name);

/// For questions whose body or language names sellers: whether this name is the caller's own, or the caller may ask
/// about everybody.
bool may_ask_about(const identity::Caller& caller, std::string_view seller);

/// Whether a product is the caller's own, or the caller may ask about everybody's.
bool may_ask_about(const identity::Caller& caller, const domain::ForecastProduct& product);

/// Why not, where one may not.
Refusal foreign(std::string detail);

/// What a seller may call itself.
inline constexpr std::string_view kMe = "me";

}  // namespace shelfcast::api
