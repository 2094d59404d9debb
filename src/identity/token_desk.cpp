// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/token_desk.hpp"

#include "identity/crypto.hpp"
#include "identity/jwt.hpp"
#include "identity/secret.hpp"
#include "identity/signing_key.hpp"
#include "shelfcast/storage/rows.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <nlohmann/json.hpp>

#include <mutex>
#include <optional>
#include <utility>

namespace shelfcast::identity {
namespace {

using storage::Database;
using storage::each_row;
using storage::run;
using storage::Statement;

constexpr std::string_view kRefreshPrefix = "scr_";
constexpr std::size_t kIdBytes = 12;

std::string digest_of(std::string_view secret) {
  return std::string(bytes_of(sha256(secret)));
}

/// What is known of a refresh token.
struct Found {
  std::string family;
  std::string credential;
  bool is_used = false;
  bool is_over = false;
};

Result<std::optional<Found>> look_up(Database& open, std::string_view refresh_token, Instant now) {
  std::optional<Found> found;
  const auto read = each_row(
      open,
      "SELECT family, credential, used_at IS NOT NULL, revoked_at IS NOT NULL OR expires_at <= ? FROM refresh_token "
      "JOIN token_family ON id = family WHERE digest = ?",
      [&](Statement& statement) { statement.bind(now.seconds).bind_blob(digest_of(refresh_token)); },
      [&](const Statement& row) { found = {row.text(0), row.text(1), row.integer(2) != 0, row.integer(3) != 0}; });
  if (!read) return std::unexpected(read.error());
  return found;
}

Result<void> insert_refresh(Database& open, std::string_view family, std::string_view refresh_token) {
  return run(open, "INSERT INTO refresh_token (digest, family) VALUES (?, ?)",
             [&](Statement& statement) { statement.bind_blob(digest_of(refresh_token)).bind(family); });
}

std::unexpected<Error> no_such_token() {
  return fail(Code::not_found, "refreshToken", "is unknown, has expired or was revoked");
}

}  // namespace

TokenDesk::TokenDesk(const Rooms& rooms, Options options) : rooms_(rooms), options_(std::move(options)) {}
TokenDesk::~TokenDesk() = default;

Result<std::unique_ptr<TokenDesk>> TokenDesk::open(const Rooms& rooms, const std::filesystem::path& folder,
                                                   Options options) {
  std::unique_ptr<TokenDesk> desk(new TokenDesk(rooms, std::move(options)));
  auto key = SigningKey::open(folder / "signing_key.pem");
  if (!key) return std::unexpected(key.error());
  desk->key_ = std::make_unique<SigningKey>(std::move(*key));
  if (auto read = desk->read_revoked(); !read) return std::unexpected(read.error());
  return desk;
}

/// Access tokens of families that were revoked just before a restart may still be about.
Result<void> TokenDesk::read_revoked() {
  return rooms_.database.read([&](Database& open) {
    return each_row(
        open, "SELECT id, revoked_at FROM token_family WHERE revoked_at > ?",
        [&](Statement& statement) { statement.bind(rooms_.clock.now().seconds - options_.access_seconds); },
        [&](const Statement& row) { revoked_[row.text(0)] = Instant{row.integer(1)} + options_.access_seconds; });
  });
}

Result<Tokens> TokenDesk::tokens_for(const CallerPtr& caller, const std::string& family, std::string refresh) const {
  const auto now = rooms_.clock.now().seconds;
  nlohmann::json claims{{"iss", options_.issuer},
                        {"aud", options_.issuer},
                        {"sub", caller->credential},
                        {"sid", family},
                        {"jti", random_id(kIdBytes)},
                        {"role", name_of(caller->role)},
                        {"tier", name_of(caller->tier)},
                        {"scope", names_of(caller->scopes)},
                        {"iat", now},
                        {"nbf", now},
                        {"exp", now + options_.access_seconds}};
  if (!caller->seller.empty()) claims["seller"] = caller->seller;
  return Tokens{.access = key_->sign(claims),
                .seconds = options_.access_seconds,
                .refresh = std::move(refresh),
                .caller = caller};
}

Result<Tokens> TokenDesk::exchange(const CallerPtr& caller) {
  const auto valid = rooms_.credentials.caller_of(caller->credential);
  if (!valid) return fail(Code::not_found, "credential", "has expired or was revoked");
  const Instant now = rooms_.clock.now();
  const std::string family = random_id(kIdBytes);
  std::string refresh = Secret::made(kRefreshPrefix).text;
  const auto written = rooms_.database.write("identity.tokens", [&](Database& open) -> Result<void> {
    const auto forgotten = run(open, "DELETE FROM token_family WHERE expires_at < ?",
                               [&](Statement& statement) { statement.bind(now.seconds); });
    if (!forgotten) return forgotten;
    const auto begun = run(
        open, "INSERT INTO token_family (id, credential, created_at, expires_at) VALUES (?, ?, ?, ?)",
        [&](Statement& statement) {
          statement.bind(family).bind(valid->credential).bind(now.seconds).bind(now.seconds + options_.refresh_seconds);
        });
    return begun ? insert_refresh(open, family, refresh) : begun;
  });
  if (!written) return std::unexpected(written.error());
  return tokens_for(valid, family, std::move(refresh));
}

Result<Tokens> TokenDesk::refresh(std::string_view refresh_token) {
  std::string next = Secret::made(kRefreshPrefix).text;
  std::optional<Found> found;
  CallerPtr caller;
  const auto written = rooms_.database.write("identity.tokens", [&](Database& open) -> Result<void> {
    auto looked = look_up(open, refresh_token, rooms_.clock.now());
    if (!looked) return std::unexpected(looked.error());
    found = std::move(*looked);
    if (!found || found->is_over) return {};
    if (found->is_used) return revoke_family(open, found->family, "a refresh token was used again");
    caller = rooms_.credentials.caller_of(found->credential);
    if (!caller) return revoke_family(open, found->family, "its credential is over");
    const auto used = run(open, "UPDATE refresh_token SET used_at = ? WHERE digest = ?", [&](Statement& statement) {
      statement.bind(rooms_.clock.now().seconds).bind_blob(digest_of(refresh_token));
    });
    return used ? insert_refresh(open, found->family, next) : used;
  });
  if (!written) return std::unexpected(written.error());
  if (!found || found->is_over || (!caller && !found->is_used)) return no_such_token();
  if (found->is_used) {
    telemetry::counter("shelfcast_identity_reused_tokens_total").add();
    telemetry::log(telemetry::Severity::warning, "a refresh token was used again: its family is revoked",
                   {{"family", found->family}, {"credential", found->credential}});
    return fail(Code::conflict, "refreshToken", "was used before: all tokens that descend from it are revoked");
  }
  return tokens_for(caller, found->family, std::move(next));
}

Result<void> TokenDesk::revoke(std::string_view refresh_token) {
  return rooms_.database.write("identity.tokens", [&](Database& open) -> Result<void> {
    auto found = look_up(open, refresh_token, rooms_.clock.now());
    if (!found) return std::unexpected(found.error());
    if (!*found || (*found)->is_over) return {};
    return revoke_family(open, (*found)->family, "logged out");
  });
}

Result<void> TokenDesk::revoke_family(Database& open, std::string_view family, std::string_view why) {
  const Instant now = rooms_.clock.now();
  {
    const std::unique_lock lock(using_revoked_);
    std::erase_if(revoked_, [&](const auto& entry) { return entry.second <= now; });
    revoked_[std::string(family)] = now + options_.access_seconds;
    ++revocations_;
  }
  return run(open, "UPDATE token_family SET revoked_at = ?, why = ? WHERE id = ? AND revoked_at IS NULL",
             [&](Statement& statement) { statement.bind(now.seconds).bind(why).bind(family); });
}

std::string TokenDesk::jwks() const {
  return key_->jwks();
}

CallerPtr TokenDesk::caller_of(const Jwt& token, Instant& ends) const {
  const TokenRules rules{.issuer = options_.issuer, .audience = options_.issuer, .leeway = 0};
  if (!check(token, key_->keys(), rules, rooms_.clock.now())) return nullptr;
  ends = end_of(token);
  {
    const std::shared_lock lock(using_revoked_);
    if (revoked_.contains(token.claims.value("sid", std::string()))) return nullptr;
  }
  return rooms_.credentials.caller_of(token.claims.value("sub", std::string()));
}

std::uint64_t TokenDesk::revocations() const {
  const std::shared_lock lock(using_revoked_);
  return revocations_;
}

}  // namespace shelfcast::identity
