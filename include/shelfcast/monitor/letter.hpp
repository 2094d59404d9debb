// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/alert.hpp"

#include <array>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shelfcast::monitor {

/// The ways out of the house. In the app itself an alert is read where it is kept.
enum class Channel : std::uint8_t { email, slack, pagerduty, sms, webhook };
inline constexpr std::array<std::string_view, 5> kChannels{"email", "slack", "pagerduty", "sms", "webhook"};

constexpr std::string_view name_of(Channel channel) {
  return kChannels.at(static_cast<std::size_t>(channel));
}

enum class Happened : std::uint8_t { raised, escalated, resolved, digest };
inline constexpr std::array<std::string_view, 4> kHappened{"raised", "escalated", "resolved", "digest"};

constexpr std::string_view name_of(Happened happened) {
  return kHappened.at(static_cast<std::size_t>(happened));
}

/// What somebody is told at once, over one channel: of one alert, or in a digest of several, the most money first.
struct Letter {
  std::string key;        ///< of two letters with the same key only the first is sent
  std::string recipient;  ///< who: "on-call", "team", or "seller DE 17"; where that is, an address book knows
  Channel channel = Channel::email;
  Happened happened = Happened::raised;
  std::vector<domain::Alert> alerts;
};

/// Where a recipient is reached over a channel.
struct Address {
  std::string to;      ///< an e-mail address, a URL, a telephone number
  std::string secret;  ///< PagerDuty's routing key, or what a webhook is signed with
  /// Whether the operator named it, who may mean a machine of the own network. Whom anybody else names is reached by
  /// https at a public address, or not at all.
  bool by_operator = false;
};

/// Why a letter was not taken.
struct Refusal {
  Error error;                    ///< `unavailable`: may work later; `rejected`: the other side will never take it
  std::int64_t wait_seconds = 0;  ///< for how long, at least, the other side wants to hear nothing
};
using Sent = std::expected<void, Refusal>;

inline std::unexpected<Refusal> refuse(Code code, std::string place, std::string sentence) {
  return std::unexpected(Refusal{.error = {code, std::move(place), std::move(sentence)}});
}

/// A way out. Any thread.
class Notifier {
 public:
  virtual ~Notifier() = default;
  /// Returns well when the other side has it. What is sent again under the same key is recognisable as the same.
  virtual Sent send(const Address& address, const Letter& letter) = 0;
};

/// By channel; null where a way out is not set up.
using Notifiers = std::array<std::unique_ptr<Notifier>, kChannels.size()>;

}  // namespace shelfcast::monitor
