// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace shelfcast::identity {

/// Nobody has no credentials; a visitor has none either, where none are asked for.
enum class Role : std::uint8_t { nobody, visitor, seller, analyst, operating, admin };
enum class Tier : std::uint8_t { free, pro, enterprise };

/// A set of rows of `scopes()`.
using ScopeSet = std::uint32_t;

/// What a route may need, and the roles that may have it: the one table of who may do what.
struct Scope {
  std::string_view name;  ///< "predictions:read"
  std::uint8_t roles;     ///< a bit per Role
  bool is_recorded;       ///< what is done by it is an administrative act
};
std::span<const Scope> scopes();

/// What everybody may have, with or without credentials; nullopt of `scope_named` is a name that nobody knows.
inline constexpr std::string_view kPublic = "public";
std::optional<std::size_t> scope_named(std::string_view name);
constexpr ScopeSet bit_of(std::size_t scope) {
  return ScopeSet{1} << scope;
}
ScopeSet scopes_of(Role role);
/// Of names with blanks between them; names that are not ours count for nothing.
ScopeSet scopes_in(std::string_view names);
std::string names_of(ScopeSet set);

std::string_view name_of(Role role);
std::string_view name_of(Tier tier);
/// Those that credentials may have: not `nobody` and `visitor`.
std::optional<Role> role_named(std::string_view name);
std::optional<Tier> tier_named(std::string_view name);

/// Who asks. Immutable.
struct Caller {
  std::string name;  ///< as the audit log and the rate limits know them: "key 4f1d...", "alice"; empty for nobody
  Role role = Role::nobody;
  std::string seller;  ///< of the role seller: the only one that may be asked about
  Tier tier = Tier::enterprise;
  ScopeSet scopes = 0;
  std::string credential = {};  ///< the id of the key or session that was presented; empty: none of ours

  [[nodiscard]] bool may(std::size_t scope) const { return (scopes & bit_of(scope)) != 0; }
};
using CallerPtr = std::shared_ptr<const Caller>;

}  // namespace shelfcast::identity
