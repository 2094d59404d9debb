// SPDX-License-Identifier: Apache-2.0
#include "identity/signing_key.hpp"

#include "identity/base64url.hpp"
#include "identity/jwt.hpp"
#include "shelfcast/storage/files.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::identity {
namespace {

constexpr std::size_t kIdLength = 16;

Result<Pkey> key_in(const std::filesystem::path& file) {
  const auto pem = storage::read_file(file);
  if (!pem && pem.error().code != Code::not_found) return std::unexpected(pem.error());
  if (pem) {
    auto key = p256_key_in(*pem);
    if (!key) return fail(Code::corrupt, file.string(), "holds no private key of P-256");
    return key;
  }
  auto key = new_p256_key();
  std::error_code made;
  std::filesystem::create_directories(file.parent_path(), made);
  if (auto written = storage::write_secret_file(file, pem_of(*key), "identity.key"); !written)
    return std::unexpected(written.error());
  return key;
}

}  // namespace

Result<SigningKey> SigningKey::open(const std::filesystem::path& file) {
  auto key = key_in(file);
  if (!key) return std::unexpected(key.error());
  return SigningKey(std::move(*key));
}

SigningKey::SigningKey(Pkey key)
    : key_(std::move(key)),
      point_(p256_point(*key_)),
      id_(base64url(bytes_of(sha256(point_.x + point_.y))).substr(0, kIdLength)) {
  keys_.keys.push_back({.id = id_, .algorithm = Algorithm::es256, .key = p256_public_key(point_.x, point_.y)});
}

std::string SigningKey::sign(const nlohmann::json& claims) const {
  return signed_token(claims, id_, *key_);
}

std::string SigningKey::jwks() const {
  const nlohmann::ordered_json key{
      {"kty", "EC"},  {"crv", "P-256"}, {"x", base64url(point_.x)}, {"y", base64url(point_.y)}, {"kid", id_},
      {"use", "sig"}, {"alg", "ES256"}};
  return nlohmann::ordered_json{{"keys", {key}}}.dump();
}

}  // namespace shelfcast::identity
