// SPDX-License-Identifier: Apache-2.0
#include "identity/key_set.hpp"

#include "identity/base64url.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace shelfcast::identity {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostKeys = 100;

/// "" where it is not there, or no text.
std::string text_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string bytes_in(const Json& object, const char* name) {
  return from_base64url(text_in(object, name)).value_or("");
}

std::optional<VerifyingKey> read_key(const Json& jwk) {
  if (!jwk.is_object()) return std::nullopt;
  const bool is_for_signatures = !jwk.contains("use") || text_in(jwk, "use") == "sig";
  const std::string kind = text_in(jwk, "kty");
  const bool is_rsa = kind == "RSA";
  const bool is_p256 = kind == "EC" && text_in(jwk, "crv") == "P-256";
  const bool is_of_its_algorithm = !jwk.contains("alg") || text_in(jwk, "alg") == (is_rsa ? "RS256" : "ES256");
  if (!is_for_signatures || !is_of_its_algorithm || (!is_rsa && !is_p256)) return std::nullopt;
  auto key = is_rsa ? rsa_public_key(bytes_in(jwk, "n"), bytes_in(jwk, "e"))
                    : p256_public_key(bytes_in(jwk, "x"), bytes_in(jwk, "y"));
  if (!key) return std::nullopt;
  return VerifyingKey{
      .id = text_in(jwk, "kid"), .algorithm = is_rsa ? Algorithm::rs256 : Algorithm::es256, .key = std::move(key)};
}

}  // namespace

bool KeySet::has(std::string_view id) const {
  return std::ranges::find(keys, id, &VerifyingKey::id) != keys.end();
}

Result<KeySet> read_jwks(std::string_view json) {
  const Json set = Json::parse(json, nullptr, false);
  const auto listed = set.is_object() ? set.find("keys") : set.end();
  if (listed == set.end() || !listed->is_array()) return fail(Code::invalid, "", "is no JSON Web Key Set");
  if (listed->size() > kMostKeys) return fail(Code::invalid, "", "holds more than 100 keys");
  KeySet found;
  for (const auto& jwk : *listed) {
    if (auto key = read_key(jwk)) found.keys.push_back(std::move(*key));
  }
  if (found.keys.empty()) return fail(Code::invalid, "", "holds no RSA key (of 2048 bits at least) and none of P-256");
  return found;
}

}  // namespace shelfcast::identity
