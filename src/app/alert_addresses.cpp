// SPDX-License-Identifier: Apache-2.0
#include "app/alert_addresses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace shelfcast::app {
namespace {

using monitor::Address;
using monitor::Channel;

/// Where the configuration says how operators are reached.
struct OperatorRow {
  std::string_view recipient;
  Channel channel;
  std::string_view to;      ///< a key; empty: the channel knows
  std::string_view secret;  ///< a key; empty: none is needed
};
constexpr std::array kOperators{
    OperatorRow{monitor::kOnCall, Channel::email, "on_call.email", ""},
    OperatorRow{monitor::kOnCall, Channel::sms, "on_call.telephone", ""},
    OperatorRow{monitor::kOnCall, Channel::slack, "on_call.slack", ""},
    OperatorRow{monitor::kOnCall, Channel::pagerduty, "", "on_call.pagerduty_key"},
    OperatorRow{monitor::kTeam, Channel::email, "team.email", ""},
    OperatorRow{monitor::kTeam, Channel::slack, "team.slack", ""},
    OperatorRow{monitor::kTeam, Channel::webhook, "team.webhook", "team.webhook_secret"},
};

std::string value_of(const Config& config, std::string_view key) {
  return key.empty() ? std::string() : config.text(key);
}

bool is_open(const Config& config, const OperatorRow& row) {
  if (row.channel == Channel::email && config.text("smtp.host").empty()) return false;
  if (row.channel == Channel::sms && config.text("sms.url").empty()) return false;
  return !value_of(config, row.to.empty() ? row.secret : row.to).empty();
}

std::string place_of(const domain::AlertPreference& preference, Channel channel) {
  switch (channel) {
    case Channel::email:
      return preference.email;
    case Channel::slack:
      return preference.slack;
    case Channel::sms:
      return preference.telephone;
    case Channel::webhook:
      return preference.webhook;
    case Channel::pagerduty:
      break;
  }
  return "";
}

Result<Address> address_of_seller(const monitor::Preferences& preferences, const monitor::SellerAddressed& whose,
                                  Channel channel) {
  const auto preference = preferences.of(whose.marketplace, whose.seller);
  if (!preference) return std::unexpected(preference.error());
  const std::string to = place_of(*preference, channel);
  if (to.empty())
    return fail(Code::not_found, monitor::recipient_of(whose.marketplace, whose.seller),
                "is not to be told that way any more");
  return Address{.to = to, .secret = channel == Channel::webhook ? preference->secret : ""};
}

monitor::MailSecurity security_of(std::string_view name) {
  if (name == "none") return monitor::MailSecurity::none;
  return name == "tls" ? monitor::MailSecurity::tls : monitor::MailSecurity::starttls;
}

}  // namespace

monitor::ChannelOptions channel_options(const Config& config) {
  return {.mail = {.host = config.text("smtp.host"),
                   .port = static_cast<std::uint16_t>(config.integer("smtp.port")),
                   .user = config.text("smtp.user"),
                   .password = config.text("smtp.password"),
                   .from = config.text("smtp.from"),
                   .security = security_of(config.text("smtp.security"))},
          .sms = {.url = config.text("sms.url"), .token = config.text("sms.token")},
          .pagerduty_url = config.text("pagerduty.url"),
          .public_url = config.text("alerts.public_url"),
          .ca_file = config.text("alerts.ca_file"),
          .allow_private = config.text("alerts.private_addresses") == "on"};
}

monitor::Operators operators_of(const Config& config) {
  monitor::Operators operators;
  for (const auto& row : kOperators)
    if (is_open(config, row))
      (row.recipient == monitor::kOnCall ? operators.on_call : operators.team).insert(row.channel);
  return operators;
}

monitor::AddressBook address_book(const Config& config, const monitor::Preferences& preferences) {
  return [&config, &preferences](std::string_view recipient, Channel channel) -> Result<Address> {
    if (const auto whose = monitor::seller_addressed(recipient)) return address_of_seller(preferences, *whose, channel);
    const auto* row = std::ranges::find_if(
        kOperators, [&](const auto& known) { return known.recipient == recipient && known.channel == channel; });
    if (row == kOperators.end() || !is_open(config, *row))
      return fail(Code::not_found, std::string(recipient), "is not to be told that way any more");
    return Address{.to = value_of(config, row->to), .secret = value_of(config, row->secret), .by_operator = true};
  };
}

}  // namespace shelfcast::app
