// SPDX-License-Identifier: Apache-2.0
#include "identity/jwt.hpp"

#include "identity/base64url.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace shelfcast::identity {
namespace {

using Json = nlohmann::json;

struct FaultRow {
  std::string_view name;
  std::string_view sentence;
};
constexpr std::array<FaultRow, 9> kFaults{{
    {"malformed", "The token cannot be read."},
    {"unknown_issuer", "The token is from an issuer that is not trusted here."},
    {"unknown_key", "The token is signed with a key that its issuer does not publish (yet)."},
    {"bad_signature", "The token's signature is wrong."},
    {"wrong_audience", "The token is meant for somebody else."},
    {"expired", "The token has expired."},
    {"not_yet", "The token is not valid yet."},
    {"revoked", "The token has been revoked."},
    {"without_role", "The token names no role that is known here, or a seller's role without the seller."},
}};

constexpr std::array<std::string_view, 3> kAlgorithms{"RS256", "ES256", "HS256"};

std::optional<Json> object_in(std::string_view part) {
  const auto bytes = from_base64url(part);
  if (!bytes) return std::nullopt;
  Json json = Json::parse(*bytes, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  return json;
}

/// A NumericDate, cut to seconds; nullopt where it is none that a clock could show.
std::optional<std::int64_t> seconds_in(const Json& claims, const char* name) {
  constexpr double kLast = 253402300799.0;  // the end of the year 9999
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!(seconds >= 0 && seconds <= kLast)) return std::nullopt;
  return static_cast<std::int64_t>(std::floor(seconds));
}

bool is_for(const Json& claims, std::string_view audience) {
  const auto found = claims.find("aud");
  if (found == claims.end()) return false;
  const auto is_it = [&](const Json& one) { return one.is_string() && one.get_ref<const std::string&>() == audience; };
  return is_it(*found) || (found->is_array() && std::ranges::any_of(*found, is_it));
}

bool has_signed(const VerifyingKey& key, const Jwt& token) {
  switch (key.algorithm) {
    case Algorithm::rs256:
      return is_rsa_signature(*key.key, token.signed_part, token.signature);
    case Algorithm::es256:
      return is_p256_signature(*key.key, token.signed_part, token.signature);
    case Algorithm::hs256:
      return same_secret(token.signature, bytes_of(hmac_sha256(key.secret, token.signed_part)));
  }
  return false;
}

/// A secret has no id, and a token may give it any.
bool is_meant(const VerifyingKey& key, const Jwt& token) {
  const bool is_named = key.algorithm == Algorithm::hs256 || key.id == token.key_id;
  return is_named && token.algorithm == kAlgorithms.at(static_cast<std::size_t>(key.algorithm));
}

std::expected<void, Fault> check_signature(const Jwt& token, const KeySet& keys) {
  bool is_known = false;
  for (const auto& key : keys.keys) {
    if (!is_meant(key, token)) continue;
    if (has_signed(key, token)) return {};
    is_known = true;
  }
  return std::unexpected(is_known ? Fault::bad_signature : Fault::unknown_key);
}

std::expected<void, Fault> check_times(const Json& claims, std::int64_t leeway, Instant now) {
  const auto end = seconds_in(claims, "exp");
  const auto begin = seconds_in(claims, "nbf");
  if (!end || (claims.contains("nbf") && !begin)) return std::unexpected(Fault::malformed);
  if (now.seconds - leeway >= *end) return std::unexpected(Fault::expired);
  if (begin && now.seconds + leeway < *begin) return std::unexpected(Fault::not_yet);
  return {};
}

}  // namespace

std::string_view name_of(Fault fault) {
  return kFaults.at(static_cast<std::size_t>(fault)).name;
}

std::string_view sentence_of(Fault fault) {
  return kFaults.at(static_cast<std::size_t>(fault)).sentence;
}

std::expected<Jwt, Fault> Jwt::read(std::string_view token) {
  const auto first = token.find('.');
  const auto second = first == std::string_view::npos ? first : token.find('.', first + 1);
  const bool has_three_parts =
      second != std::string_view::npos && token.find('.', second + 1) == std::string_view::npos;
  if (token.size() > kLongestToken || !has_three_parts) return std::unexpected(Fault::malformed);
  const auto header = object_in(token.substr(0, first));
  auto claims = object_in(token.substr(first + 1, second - first - 1));
  auto signature = from_base64url(token.substr(second + 1));
  if (!header || !claims || !signature) return std::unexpected(Fault::malformed);
  // What must be understood (crit) is not understood here; what is compressed or nested is no token of ours.
  const auto named = [&](const char* name) { return header->value(name, Json()); };
  const Json algorithm = named("alg");
  const Json key = named("kid");
  const bool is_plain = !header->contains("crit") && !header->contains("b64") && !header->contains("cty");
  if (!is_plain || !algorithm.is_string() || !(key.is_null() || key.is_string()))
    return std::unexpected(Fault::malformed);
  return Jwt{.algorithm = algorithm,
             .key_id = key.is_string() ? key.get<std::string>() : std::string(),
             .claims = std::move(*claims),
             .signed_part = token.substr(0, second),
             .signature = std::move(*signature)};
}

std::string Jwt::issuer() const {
  const auto found = claims.find("iss");
  return found != claims.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::expected<void, Fault> check(const Jwt& token, const KeySet& keys, const TokenRules& rules, Instant now) {
  if (rules.issuer.empty() || token.issuer() != rules.issuer) return std::unexpected(Fault::unknown_issuer);
  if (auto is_signed = check_signature(token, keys); !is_signed) return is_signed;
  if (!is_for(token.claims, rules.audience)) return std::unexpected(Fault::wrong_audience);
  return check_times(token.claims, rules.leeway, now);
}

Instant end_of(const Jwt& token) {
  return {seconds_in(token.claims, "exp").value_or(0)};
}

std::string signed_token(const Json& claims, std::string_view key_id, evp_pkey_st& key) {
  const Json header{{"alg", "ES256"}, {"typ", "JWT"}, {"kid", key_id}};
  std::string token = base64url(header.dump()) + '.' + base64url(claims.dump());
  return token + '.' + base64url(p256_sign(key, token));
}

}  // namespace shelfcast::identity
