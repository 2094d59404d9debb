// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/http/message.hpp"
#include "shelfcast/identity/credentials.hpp"

#include <nlohmann/json_fwd.hpp>

#include <expected>
#include <vector>

namespace shelfcast::identity {

/// Keys as everyone outside sees them: none of these tells a secret.
nlohmann::ordered_json to_json(const Credential& key);
/// What is wanted of a new key, as `new_key_from` reads it.
nlohmann::ordered_json to_json(const NewCredential& what);
/// A key that was just made: the one answer with its secret.
nlohmann::ordered_json to_json(const Credentials::Made& made);

/// Of an object; or every field of it that is wrong.
std::expected<NewCredential, std::vector<http::FieldError>> new_key_from(const nlohmann::ordered_json& wanted);
/// The way back, for a command line that asks a server.
Result<Credential> key_from_json(const nlohmann::ordered_json& json);
Result<Credentials::Made> made_from_json(const nlohmann::ordered_json& json);

}  // namespace shelfcast::identity
