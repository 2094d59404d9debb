// SPDX-License-Identifier: Apache-2.0
#include "identity/secret.hpp"

#include "identity/base64url.hpp"
#include "identity/crypto.hpp"

#include <fmt/format.h>

namespace shelfcast::identity {
namespace {

constexpr std::size_t kPrefix = 4;
constexpr std::size_t kId = 12;
constexpr std::size_t kRandom = 32;
constexpr std::size_t kRandomDigits = 43;

}  // namespace

std::string random_id(std::size_t bytes) {
  std::string digits;
  for (const char c : random_bytes(bytes)) digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return digits;
}

Secret Secret::made(std::string_view prefix) {
  std::string id = random_id(kId / 2);
  std::string text = fmt::format("{}{}_{}", prefix, id, base64url(random_bytes(kRandom)));
  return {.id = std::move(id), .text = std::move(text)};
}

bool Secret::is_one(std::string_view text, std::string_view prefix) {
  return text.size() == kPrefix + kId + 1 + kRandomDigits && text.starts_with(prefix) && text[kPrefix + kId] == '_';
}

std::string_view Secret::id_in(std::string_view text) {
  return text.substr(kPrefix, kId);
}

}  // namespace shelfcast::identity
