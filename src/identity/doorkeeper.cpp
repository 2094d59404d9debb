// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/doorkeeper.hpp"

#include "identity/claims.hpp"
#include "identity/issuer_keys.hpp"
#include "identity/jwt.hpp"
#include "identity/known_tokens.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <optional>
#include <utility>

namespace shelfcast::identity {
namespace {

constexpr std::size_t kLeastSecret = 32;
constexpr std::int64_t kSoon = 1;

CallerPtr fixed(std::string name, Role role) {
  return std::make_shared<const Caller>(
      Caller{.name = std::move(name), .role = role, .seller = {}, .scopes = scopes_of(role)});
}

/// What follows "Bearer "; nullopt where there are no such credentials.
std::optional<std::string_view> bearer_of(const http::Request& request) {
  constexpr std::string_view kScheme = "Bearer ";
  const auto header = request.headers.get("Authorization");
  if (!header || !header->starts_with(kScheme)) return std::nullopt;
  return header->substr(kScheme.size());
}

/// A cookie alone does not say whose idea a request was.
bool is_our_idea(const http::Request& request) {
  return request.method == "GET" || request.method == "HEAD" || http::is_from_own_page(request);
}

std::unexpected<Denial> denied(std::string_view reason, std::string_view sentence, std::int64_t retry_after = 0) {
  telemetry::counter("shelfcast_identity_denials_total", {{"reason", reason}}).add();
  return std::unexpected(Denial{std::string(reason), std::string(sentence), retry_after});
}

std::unexpected<Denial> denied(Fault fault) {
  return denied(name_of(fault), sentence_of(fault), fault == Fault::unknown_key ? kSoon : 0);
}

Result<KeySet> secret_keys(const Trust& trust) {
  KeySet keys;
  if (trust.hs256_secret.empty()) return keys;
  if (trust.hs256_secret.size() < kLeastSecret)
    return fail(Code::config, "identity.hs256_secret", "must be at least 32 bytes long");
  keys.keys.push_back({.id = {}, .algorithm = Algorithm::hs256, .secret = trust.hs256_secret});
  return keys;
}

}  // namespace

struct Doorkeeper::Impl {
  Impl(const Rooms& with, Options settings, KeySet secret)
      : rooms(with),
        options(std::move(settings)),
        secrets(std::move(secret)),
        keys(rooms.clock, options.trust.jwks.empty() ? IssuerKeys::Read() : jwks_at(options.trust.jwks),
             {.issuer = options.trust.issuer, .every_seconds = options.trust.keys_every_seconds}),
        known(options.kept_tokens) {}

  [[nodiscard]] CallerPtr without_credentials(const http::Request& request) const {
    const bool administrates = options.admin_token.empty() && options.loopback_only && request.local;
    if (options.is_required) return nobody;
    return administrates ? local_admin : visitor;
  }

  std::expected<CallerPtr, Denial> by_secret(std::string_view secret) {
    auto caller = rooms.credentials == nullptr ? nullptr : rooms.credentials->find(secret);
    if (!caller) return denied("unknown_key_or_session", "This key or session is unknown, has expired or was revoked.");
    return caller;
  }

  std::expected<CallerPtr, Denial> by_token(std::string_view token) {
    if (token.size() > kLongestToken) return denied(Fault::malformed);
    const Digest digest = sha256(token);
    const Instant now = rooms.clock.now();
    const std::uint64_t revocations = rooms.desk == nullptr ? 0 : rooms.desk->revocations();
    if (auto caller = known.find(digest, now, revocations); caller && is_valid(*caller)) return caller;
    const auto parts = Jwt::read(token);
    if (!parts) return denied(parts.error());
    KnownTokens::Entry entry{.caller = nullptr, .ends = {}, .revocations = revocations};
    const bool is_ours = rooms.desk != nullptr && parts->issuer() == rooms.desk->issuer();
    if (is_ours) {
      entry.caller = rooms.desk->caller_of(*parts, entry.ends);
      if (!entry.caller) return denied(Fault::revoked);
    } else {
      auto caller = of_issuer(*parts, now);
      if (!caller) return denied(caller.error());
      entry.caller = std::make_shared<const Caller>(std::move(*caller));
      entry.ends = end_of(*parts) + options.trust.leeway;
    }
    known.put(digest, entry);
    return entry.caller;
  }

  /// What was known of it may be over meanwhile.
  [[nodiscard]] bool is_valid(const Caller& caller) const {
    return caller.credential.empty() || rooms.credentials->caller_of(caller.credential) != nullptr;
  }

  std::expected<Caller, Fault> of_issuer(const Jwt& token, Instant now) {
    const auto& trust = options.trust;
    const TokenRules rules{.issuer = trust.issuer, .audience = trust.audience, .leeway = trust.leeway};
    const bool by_shared_secret = token.algorithm == "HS256";
    const auto published = keys.current();
    const auto checked = check(token, by_shared_secret ? secrets : *published, rules, now);
    if (!checked && checked.error() == Fault::unknown_key && !by_shared_secret) keys.is_missed();
    if (!checked) return std::unexpected(checked.error());
    auto caller = caller_in(token.claims, trust.claims);
    if (!caller) return std::unexpected(Fault::without_role);
    return std::move(*caller);
  }

  Rooms rooms;
  Options options;
  KeySet secrets;
  IssuerKeys keys;
  KnownTokens known;
  CallerPtr nobody = fixed("", Role::nobody);
  CallerPtr visitor = fixed("", Role::visitor);
  CallerPtr local_admin = fixed("this machine", Role::admin);
  CallerPtr token_admin = fixed("admin token", Role::admin);
};

Result<std::unique_ptr<Doorkeeper>> Doorkeeper::open(const Rooms& rooms, Options options) {
  const auto& trust = options.trust;
  auto secrets = secret_keys(trust);
  if (!secrets) return std::unexpected(secrets.error());
  const bool has_keys = !trust.jwks.empty() || !trust.hs256_secret.empty();
  if (!trust.issuer.empty() && !has_keys)
    return fail(Code::config, "identity.issuer", "needs its keys: identity.jwks, or identity.hs256_secret");
  if (trust.issuer.empty() && has_keys)
    return fail(Code::config, "identity.issuer", "is needed beside identity.jwks and identity.hs256_secret");
  if (rooms.desk != nullptr && trust.issuer == rooms.desk->issuer())
    return fail(Code::config, "identity.issuer", "is the name that this server gives itself");
  return std::unique_ptr<Doorkeeper>(
      new Doorkeeper(std::make_unique<Impl>(rooms, std::move(options), std::move(*secrets))));
}

Doorkeeper::Doorkeeper(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Doorkeeper::~Doorkeeper() = default;

void Doorkeeper::start() {
  impl_->keys.start();
}

void Doorkeeper::stop() {
  impl_->keys.stop();
}

std::expected<CallerPtr, Denial> Doorkeeper::who(const http::Request& request) const {
  if (const auto given = bearer_of(request)) {
    const auto& admin_token = impl_->options.admin_token;
    if (!admin_token.empty() && same_secret(*given, admin_token)) return impl_->token_admin;
    if (Credentials::is_secret(*given, CredentialKind::key)) return impl_->by_secret(*given);
    return impl_->by_token(*given);
  }
  if (const auto session = cookie_in(request, kSessionCookie);
      !session.empty() && impl_->rooms.credentials != nullptr) {
    // A session that is over is none: whoever had it logs in again.
    auto caller =
        Credentials::is_secret(session, CredentialKind::session) ? impl_->rooms.credentials->find(session) : nullptr;
    if (caller && is_our_idea(request)) return caller;
    if (caller) return denied("foreign_page", "A session's cookie acts only for pages of this server.");
  }
  return impl_->without_credentials(request);
}

std::string_view cookie_in(const http::Request& request, std::string_view name) {
  std::string_view rest = request.headers.get("Cookie").value_or("");
  while (!rest.empty()) {
    std::string_view one = rest.substr(0, rest.find(';'));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    while (one.starts_with(' ')) one.remove_prefix(1);
    if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
      return one.substr(name.size() + 1);
  }
  return {};
}

}  // namespace shelfcast::identity
