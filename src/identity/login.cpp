// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/login.hpp"

#include "identity/base64url.hpp"
#include "identity/claims.hpp"
#include "identity/crypto.hpp"
#include "identity/issuer_keys.hpp"
#include "identity/jwt.hpp"
#include "identity/web.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace shelfcast::identity {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kPending = 10'000;  // logins that were begun; the oldest go first
constexpr std::int64_t kPatience = 600;   // seconds for a person to log in
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kLongestPath = 2000;

std::string text_in(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string random_word() {
  return base64url(random_bytes(kSecretBytes));
}

/// As HTTP's Basic scheme has it (RFC 6749: both parts are form-encoded before).
std::string basic_credentials(std::string_view user, std::string_view password) {
  const auto escaped = [](std::string_view text) { return form_encoded({{"", text}}).substr(1); };
  std::string text = base64url(escaped(user) + ':' + escaped(password));
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  return "Basic " + text;
}

std::unexpected<Error> rejected(std::string sentence) {
  return fail(Code::rejected, "login", std::move(sentence));
}

}  // namespace

Login::Login(const Clock& clock, Credentials& credentials, Options options)
    : clock_(clock), credentials_(credentials), options_(std::move(options)), pending_(kPending) {}
Login::~Login() = default;

Result<Login::Provider> Login::provider() {
  {
    const std::scoped_lock lock(using_all_below_);
    if (provider_) return *provider_;
  }
  const std::string url = options_.issuer + "/.well-known/openid-configuration";
  const auto text = body_of(get(url, options_.ca_file), url);
  if (!text) return std::unexpected(text.error());
  const Json told = Json::parse(*text, nullptr, false);
  if (text_in(told, "issuer") != options_.issuer)
    return fail(Code::unavailable, url, fmt::format("does not speak for the issuer {}", options_.issuer));
  Provider found{.authorization = text_in(told, "authorization_endpoint"),
                 .token = text_in(told, "token_endpoint"),
                 .keys = text_in(told, "jwks_uri")};
  if (found.authorization.empty() || found.token.empty() || found.keys.empty())
    return fail(Code::unavailable, url, "names no authorization_endpoint, token_endpoint and jwks_uri");
  const std::scoped_lock lock(using_all_below_);
  if (provider_) return *provider_;  // somebody else was quicker, and may use the keys by now
  provider_ = found;
  keys_ = std::make_unique<IssuerKeys>(clock_, jwks_at(found.keys, options_.ca_file),
                                       IssuerKeys::Options{.issuer = options_.issuer});
  return found;
}

Result<Login::Begun> Login::begin(std::string_view return_to) {
  const auto found = provider();
  if (!found) return std::unexpected(found.error());
  const Pending pending{.verifier = random_word(),
                        .nonce = random_word(),
                        .return_to = is_own_path(return_to) ? std::string(return_to) : "/",
                        .begun = clock_.now()};
  std::string state = random_word();
  const std::string challenge = base64url(bytes_of(sha256(pending.verifier)));
  const std::string question = form_encoded({{"response_type", "code"},
                                             {"client_id", options_.client_id},
                                             {"redirect_uri", callback()},
                                             {"scope", options_.scope},
                                             {"state", state},
                                             {"nonce", pending.nonce},
                                             {"code_challenge", challenge},
                                             {"code_challenge_method", "S256"}});
  const char joint = found->authorization.find('?') == std::string::npos ? '?' : '&';
  {
    const std::scoped_lock lock(using_all_below_);
    pending_.put(state, pending);
  }
  return Begun{.redirect = found->authorization + joint + question, .state = std::move(state)};
}

/// Of the browser that began it, in time, and once: an entry that was taken is empty.
std::optional<Login::Pending> Login::take(const Return& returned) {
  if (returned.state.empty() || !same_secret(returned.state, returned.kept_state)) return std::nullopt;
  const std::scoped_lock lock(using_all_below_);
  auto found = pending_.get(returned.state);
  if (!found || found->verifier.empty()) return std::nullopt;
  pending_.put(returned.state, {});
  if (clock_.now().seconds - found->begun.seconds > kPatience) return std::nullopt;
  return found;
}

Result<Login::Finished> Login::finish(const Return& returned) {
  const auto pending = take(returned);
  if (!pending) return rejected("was not begun here, by this browser, within the last ten minutes; begin it again");
  const auto found = provider();
  if (!found) return std::unexpected(found.error());
  const auto token = id_token(*found, *pending, returned.code);
  if (!token) return std::unexpected(token.error());
  const auto caller = checked(*token, *pending);
  if (!caller) return std::unexpected(caller.error());
  auto session = credentials_.create({.kind = CredentialKind::session,
                                      .name = caller->name,
                                      .role = caller->role,
                                      .seller = caller->seller,
                                      .tier = caller->tier,
                                      .scopes = caller->scopes,
                                      .expires = clock_.now() + options_.session_seconds,
                                      .created_by = "login"});
  if (!session) return std::unexpected(session.error());
  return Finished{.session = std::move(*session), .return_to = pending->return_to};
}

Result<std::string> Login::id_token(const Provider& provider, const Pending& pending, const std::string& code) const {
  const std::string address = callback();
  Form form{{"grant_type", "authorization_code"},
            {"code", code},
            {"redirect_uri", address},
            {"code_verifier", pending.verifier}};
  http::Headers headers;
  if (options_.client_secret.empty()) {
    form.emplace_back("client_id", options_.client_id);
  } else {
    headers.set("Authorization", basic_credentials(options_.client_id, options_.client_secret));
  }
  const auto answer = post(provider.token, form, headers, options_.ca_file);
  if (!answer) return std::unexpected(answer.error());
  const Json told = Json::parse(answer->body, nullptr, false);
  if (answer->status != 200)
    return rejected(fmt::format("the provider answered {} {}", answer->status, text_in(told, "error").substr(0, 100)));
  return text_in(told, "id_token");
}

Result<void> Login::is_the_providers(const Jwt& token) {
  const TokenRules rules{.issuer = options_.issuer, .audience = options_.client_id, .leeway = options_.leeway};
  const std::scoped_lock lock(looking_);  // whoever comes while the keys are read waits for them
  const auto check_now = [&] {
    keys_->look();
    return check(token, *keys_->current(), rules, clock_.now());
  };
  auto sound = check_now();
  if (!sound && sound.error() == Fault::unknown_key) {
    keys_->is_missed();
    sound = check_now();
  }
  if (keys_->current()->keys.empty()) return fail(Code::unavailable, "login", "the provider's keys cannot be read");
  if (!sound) return rejected(std::string(sentence_of(sound.error())));
  return {};
}

Result<Caller> Login::checked(const std::string& id_token, const Pending& pending) {
  const auto token = Jwt::read(id_token);
  if (!token) return rejected(std::string(sentence_of(token.error())));
  if (const auto sound = is_the_providers(*token); !sound) return std::unexpected(sound.error());
  if (!same_secret(text_in(token->claims, "nonce"), pending.nonce))
    return rejected("the provider's token is of another login");
  const auto party = text_in(token->claims, "azp");
  if (!party.empty() && party != options_.client_id) return rejected("the provider's token is another client's");
  auto caller = caller_in(token->claims, options_.claims);
  if (!caller) return rejected(std::string(sentence_of(Fault::without_role)));
  return std::move(*caller);
}

bool is_own_path(std::string_view path) {
  const bool is_plain = std::ranges::all_of(path, [](unsigned char c) { return c > 0x20 && c < 0x7F && c != '\\'; });
  return is_plain && path.starts_with('/') && !path.starts_with("//") && path.size() <= kLongestPath;
}

}  // namespace shelfcast::identity
