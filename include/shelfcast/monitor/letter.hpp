// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/alert.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::monitor {

/// The ways out of the house. In the app itself an alert is read where it is kept.
enum class Channel : std::uint8_t { email, slack, pagerduty, sms, webhook };
inline constexpr std::array<std::string_view, 5> kChannels{"email", "slack", "pagerduty", "sms", "webhook"};

enum class Happened : std::uint8_t { raised, escalated, resolved, digest };
inline constexpr std::array<std::string_view, 4> kHappened{"raised", "escalated", "resolved", "digest"};

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
};

/// A way out. Any thread.
class Notifier {
 public:
  virtual ~Notifier() = default;
  /// `unavailable`: may work later; `rejected`: the other side will never take it. Returns when the other side has it.
  virtual Result<void> send(const Address& address, const Letter& letter) = 0;
};

}  // namespace shelfcast::monitor
