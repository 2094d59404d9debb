// SPDX-License-Identifier: Apache-2.0
#include "identity/claims.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace shelfcast::identity {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestName = 200;

/// The claim of a name or a path; null where there is none.
Json claim_at(const Json& claims, const std::string& name) {
  if (!name.starts_with('/')) return claims.is_object() ? claims.value(name, Json()) : Json();
  const Json* at = &claims;
  std::string_view rest = name;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto end = std::min(rest.find('/'), rest.size());
    const auto found = at->is_object() ? at->find(std::string(rest.substr(0, end))) : at->end();
    if (!at->is_object() || found == at->end()) return {};
    at = &*found;
    rest.remove_prefix(end);
  }
  return *at;
}

/// A text, or a whole number as one.
std::string word(const Json& claim) {
  if (claim.is_string()) return claim.get<std::string>();
  return claim.is_number_unsigned() ? claim.dump() : std::string();
}

std::optional<Role> role_in(const Json& claim) {
  std::optional<Role> mightiest;
  const auto look = [&](const Json& one) {
    const auto role = one.is_string() ? role_named(one.get_ref<const std::string&>()) : std::nullopt;
    if (role && (!mightiest || *role > *mightiest)) mightiest = role;
  };
  if (claim.is_array()) {
    std::ranges::for_each(claim, look);
  } else {
    look(claim);
  }
  return mightiest;
}

}  // namespace

ScopeSet of_everyone() {
  return scopes_in("public account");
}

std::optional<Caller> caller_of(std::string name, Role role, std::string seller, Tier tier, ScopeSet granted) {
  const bool is_seller = role == Role::seller;
  if (role < Role::seller || (is_seller && seller.empty()) || seller.size() > kLongestName) return std::nullopt;
  return Caller{.name = std::move(name),
                .role = role,
                .seller = is_seller ? std::move(seller) : std::string(),
                .tier = tier,
                .scopes = scopes_of(role) & (granted | of_everyone())};
}

std::optional<Caller> caller_in(const Json& claims, const ClaimNames& names) {
  const Json told = claim_at(claims, names.role);
  std::string seller = word(claim_at(claims, names.seller));
  // A role that is told but unknown is not taken for a seller's.
  const auto role = role_in(told).value_or(told.is_null() && !seller.empty() ? Role::seller : Role::nobody);
  const auto tier = tier_named(word(claim_at(claims, names.tier)));
  const ScopeSet asked = scopes_in(word(claim_at(claims, "scope"))) & ~of_everyone();
  const std::string name = word(claim_at(claims, "sub")).substr(0, kLongestName);
  if (name.empty()) return std::nullopt;
  return caller_of(word(claim_at(claims, "iss")).substr(0, kLongestName) + ' ' + name, role, std::move(seller),
                   tier.value_or(role == Role::seller ? names.seller_tier : Tier::enterprise),
                   asked != 0 ? asked : ~ScopeSet{0});
}

}  // namespace shelfcast::identity
