// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/monitor/letter.hpp"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>

namespace shelfcast::monitor {

/// tls: from the first byte; starttls: or nothing is sent.
enum class MailSecurity : std::uint8_t { none, starttls, tls };

struct MailServer {
  std::string host = {};  ///< empty: no email
  std::uint16_t port = 587;
  std::string user = {};  ///< empty: it takes mail from anybody
  std::string password = {};
  std::string from = {};  ///< "alerts@shop.example" or "Shelfcast <alerts@shop.example>"
  MailSecurity security = MailSecurity::starttls;
};

/// Sends text messages: it is given {"to", "text", "id"}.
struct SmsGateway {
  std::string url = {};  ///< empty: no text messages
  std::string token = {};
};

struct ChannelOptions {
  MailServer mail = {};
  SmsGateway sms = {};
  std::string pagerduty_url = "https://events.pagerduty.com";
  std::string public_url = {};  ///< of the pages of this server, for links; empty: there are none
  std::string ca_file = {};     ///< certificates that are trusted as well as the system's
  bool allow_private = false;   ///< whoever names an address may name one of the own network, and http
  std::chrono::milliseconds connect_patience{5000};
  std::chrono::milliseconds patience{15000};  ///< for all of it
  std::stop_token stopping = {};              ///< what is being sent is given up then, soon, as `unavailable`
};

/// All ways out that these options open; the clock outlives them. `config` where an option makes no sense.
Result<Notifiers> make_notifiers(const ChannelOptions& options, const Clock& clock);

}  // namespace shelfcast::monitor
