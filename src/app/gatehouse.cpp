// SPDX-License-Identifier: Apache-2.0
#include "app/gatehouse.hpp"

#include "shelfcast/http/url.hpp"

namespace shelfcast::app {
namespace {

identity::ClaimNames claim_names(const Config& config) {
  return {.role = config.text("identity.role_claim"),
          .seller = config.text("identity.seller_claim"),
          .tier = config.text("identity.tier_claim"),
          .seller_tier = identity::tier_named(config.text("identity.seller_tier")).value_or(identity::Tier::free)};
}

identity::Trust trust(const Config& config) {
  return {.issuer = config.text("identity.issuer"),
          .audience = config.text("identity.audience"),
          .jwks = config.text("identity.jwks"),
          .ca_file = config.text("identity.ca_file"),
          .hs256_secret = config.text("identity.hs256_secret"),
          .leeway = config.integer("identity.leeway_seconds"),
          .keys_every_seconds = config.integer("identity.jwks_seconds"),
          .claims = claim_names(config)};
}

Result<std::unique_ptr<identity::TokenDesk>> open_desk(House& house, const identity::Credentials& credentials) {
  const Config& config = house.config;
  return identity::TokenDesk::open({.database = *house.database, .credentials = credentials, .clock = house.clock},
                                   std::filesystem::path(config.text("data")) / "identity",
                                   {.issuer = config.text("identity.name"),
                                    .access_seconds = config.integer("identity.access_seconds"),
                                    .refresh_seconds = config.integer("identity.refresh_days") * kDaySeconds});
}

/// Null where no provider is configured.
Result<std::unique_ptr<identity::Login>> login_of(const House& house, identity::Credentials& credentials) {
  const Config& config = house.config;
  const std::string& issuer = config.text("login.issuer");
  if (issuer.empty()) return nullptr;
  if (!http::read_url(issuer)) return fail(Code::config, "login.issuer", "must be a URL as https://issuer.example");
  if (config.text("login.client_id").empty())
    return fail(Code::config, "login.client_id", "is needed beside login.issuer");
  std::string address = config.text("login.address");
  if (address.empty()) return fail(Code::config, "login.address", "is needed beside login.issuer");
  if (address.ends_with('/')) address.pop_back();
  return std::make_unique<identity::Login>(
      house.clock, credentials,
      identity::Login::Options{.issuer = issuer,
                               .client_id = config.text("login.client_id"),
                               .client_secret = config.text("login.client_secret"),
                               .scope = config.text("login.scope"),
                               .ca_file = config.text("identity.ca_file"),
                               .address = std::move(address),
                               .session_seconds = config.integer("login.session_hours") * kHour,
                               .leeway = config.integer("identity.leeway_seconds"),
                               .claims = claim_names(config)});
}

identity::RateLimits::Options hourly_limits(const Config& config) {
  return {.per_hour = {config.integer("limits.free_per_hour"), config.integer("limits.pro_per_hour"),
                       config.integer("limits.enterprise_per_hour")},
          .callers = static_cast<std::size_t>(config.integer("limits.callers"))};
}

}  // namespace

bool is_loopback(const std::string& address) {
  return address.starts_with("127.") || address == "::1";
}

void Gatehouse::apply(const Config& config) const {
  limits->change(hourly_limits(config).per_hour);
  doorkeeper->change_admin_token(config.text("server.admin_token"));
}

Result<std::unique_ptr<Gatehouse>> Gatehouse::open(House& house) {
  const Config& config = house.config;
  auto gatehouse = std::make_unique<Gatehouse>();
  auto credentials = identity::Credentials::open(*house.database, house.clock);
  if (!credentials) return std::unexpected(credentials.error());
  gatehouse->credentials = std::move(*credentials);
  auto tokens = open_desk(house, *gatehouse->credentials);
  if (!tokens) return std::unexpected(tokens.error());
  gatehouse->tokens = std::move(*tokens);
  auto browsers = login_of(house, *gatehouse->credentials);
  if (!browsers) return std::unexpected(browsers.error());
  gatehouse->login = std::move(*browsers);
  gatehouse->is_required = config.text("identity.required") == "on" || !config.text("identity.issuer").empty() ||
                           gatehouse->login != nullptr;
  auto doorkeeper = identity::Doorkeeper::open(
      {.clock = house.clock, .credentials = gatehouse->credentials.get(), .desk = gatehouse->tokens.get()},
      {.admin_token = config.text("server.admin_token"),
       .loopback_only = is_loopback(config.text("server.address")),
       .is_required = gatehouse->is_required,
       .trust = trust(config)});
  if (!doorkeeper) return std::unexpected(doorkeeper.error());
  gatehouse->doorkeeper = std::move(*doorkeeper);
  gatehouse->audit = std::make_unique<identity::AuditLog>(*house.database, house.clock);
  gatehouse->limits = std::make_unique<identity::RateLimits>(house.clock, hourly_limits(config));
  return gatehouse;
}

}  // namespace shelfcast::app
