// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/caller.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::identity {
namespace {

constexpr std::uint8_t bit(Role role) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(role));
}
template <class... Roles>
constexpr std::uint8_t any_of(Roles... roles) {
  return static_cast<std::uint8_t>((0U | ... | unsigned{bit(roles)}));
}

using enum Role;
constexpr std::uint8_t kEverybody = any_of(nobody, visitor, seller, analyst, operating, admin);
constexpr std::uint8_t kSignedIn = any_of(seller, analyst, operating, admin);

constexpr std::array<Scope, 15> kScopes{{
    {kPublic, kEverybody, false},
    {"account", kSignedIn | bit(visitor), false},
    {"predictions:read", kSignedIn | bit(visitor), false},
    {"products:read", kSignedIn | bit(visitor), false},
    {"search:read", kSignedIn | bit(visitor), false},
    {"sales:read", kSignedIn | bit(visitor), false},
    {"feedback:write", kSignedIn | bit(visitor), false},
    {"tags:write", kSignedIn, false},
    {"alerts:read", kSignedIn | bit(visitor), false},
    {"alerts:write", any_of(seller, operating, admin), false},
    {"orders:read", any_of(visitor, seller, operating, admin), false},
    {"orders:write", any_of(seller, operating, admin), false},
    {"operations:read", any_of(visitor, analyst, operating, admin), false},
    {"operations:write", any_of(operating, admin), true},
    {"admin", any_of(admin), true},
}};

constexpr std::array<std::pair<std::string_view, Role>, 6> kRoles{{{"nobody", nobody},
                                                                   {"visitor", visitor},
                                                                   {"seller", seller},
                                                                   {"analyst", analyst},
                                                                   {"operator", operating},
                                                                   {"admin", admin}}};
constexpr std::array<std::string_view, 3> kTiers{"free", "pro", "enterprise"};

}  // namespace

std::span<const Scope> scopes() {
  return kScopes;
}

std::optional<std::size_t> scope_named(std::string_view name) {
  const auto* const found = std::ranges::find(kScopes, name, &Scope::name);
  return found == kScopes.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - kScopes.begin()));
}

ScopeSet scopes_of(Role role) {
  ScopeSet set = 0;
  for (std::size_t i = 0; i < kScopes.size(); ++i)
    if ((kScopes[i].roles & bit(role)) != 0) set |= bit_of(i);
  return set;
}

ScopeSet scopes_in(std::string_view names) {
  ScopeSet set = 0;
  while (!names.empty()) {
    const auto end = std::min(names.find(' '), names.size());
    if (const auto scope = scope_named(names.substr(0, end))) set |= bit_of(*scope);
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return set;
}

std::string names_of(ScopeSet set) {
  std::string names;
  for (std::size_t i = 0; i < kScopes.size(); ++i) {
    if ((set & bit_of(i)) == 0 || kScopes[i].name == kPublic) continue;
    if (!names.empty()) names += ' ';
    names += kScopes[i].name;
  }
  return names;
}

std::string_view name_of(Role role) {
  return kRoles[static_cast<std::size_t>(role)].first;
}

std::string_view name_of(Tier tier) {
  return kTiers[static_cast<std::size_t>(tier)];
}

std::optional<Role> role_named(std::string_view name) {
  const auto* const found = std::ranges::find(kRoles, name, &std::pair<std::string_view, Role>::first);
  if (found == kRoles.end() || found->second < seller) return std::nullopt;
  return found->second;
}

std::optional<Tier> tier_named(std::string_view name) {
  const auto* const found = std::ranges::find(kTiers, name);
  return found == kTiers.end() ? std::nullopt : std::optional(static_cast<Tier>(found - kTiers.begin()));
}

}  // namespace shelfcast::identity
