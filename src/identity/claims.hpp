// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/identity/trust.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>

namespace shelfcast::identity {

/// Who the claims of a checked token speak of; nullopt where they name no role, or a seller's without the seller. A
/// "scope" that names any of ours narrows what the role may do.
std::optional<Caller> caller_in(const nlohmann::json& claims, const ClaimNames& names);

/// What is asked of nobody's scopes.
ScopeSet of_everyone();

/// The same by words: nullopt where they do not fit together.
std::optional<Caller> caller_of(std::string name, Role role, std::string seller, Tier tier, ScopeSet granted);

}  // namespace shelfcast::identity
