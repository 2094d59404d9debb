// SPDX-License-Identifier: Apache-2.0
// Any bytes as a token and, behind a NUL, as the keys of its issuer: nothing is taken that no key has signed.
#include "identity/claims.hpp"
#include "identity/jwt.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

using namespace shelfcast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto end = std::min(text.find('\0'), text.size());
  const auto token = identity::Jwt::read(text.substr(0, end));
  if (!token) return 0;
  auto keys = identity::read_jwks(text.substr(std::min(end + 1, text.size())));
  if (!keys) keys = identity::KeySet();
  keys->keys.push_back({.id = {}, .algorithm = identity::Algorithm::hs256, .secret = identity::random_bytes(32)});
  const identity::TokenRules rules{.issuer = token->issuer(), .audience = "shelfcast"};
  const auto checked = identity::check(*token, *keys, rules, {1'800'000'000});
  if (checked && token->algorithm == "HS256") __builtin_trap();  // nobody knows the secret
  const auto caller = identity::caller_in(token->claims, {.role = "/realm/roles"});
  if (caller && (caller->scopes & ~identity::scopes_of(caller->role)) != 0) __builtin_trap();
  return 0;
}
