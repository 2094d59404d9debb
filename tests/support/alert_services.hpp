// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/channels.hpp"
#include "support/certificates.hpp"
#include "support/piped_tool.hpp"
#include "support/temp_folder.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace shelfcast::testing {

/// The services of tests/tools/channels, one of each for the whole program: a mail server that is real, and four that
/// check what the real ones check.
class AlertServices {
 public:
  static AlertServices& shared() {
    static AlertServices services;
    return services;
  }

  /// Why there are none; empty where there are.
  [[nodiscard]] std::string missing() const { return ports_.value("missing", ""); }
  [[nodiscard]] std::uint16_t port(std::string_view name) const { return ports_.at(name); }
  [[nodiscard]] std::string web(std::string_view path, std::string_view kind = "http") const {
    return fmt::format("{}://127.0.0.1:{}{}", kind, port(kind), path);
  }

  /// From now on they accept, refuse, are busy, broken, hang or redirect; what they took is forgotten.
  void behave(const std::string& mode) { tool_.ask("mode " + mode); }
  /// What they took since, each with its `id` and `text`.
  [[nodiscard]] nlohmann::json seen() { return nlohmann::json::parse(tool_.ask("seen")); }

  /// How many callers they left hanging since; waits until it is so many, at most half a minute.
  std::size_t hung(std::size_t at_least) {
    return nlohmann::json::parse(tool_.ask(fmt::format("hung {}", at_least))).get<std::size_t>();
  }

  /// Everything goes to them, without TLS.
  [[nodiscard]] monitor::ChannelOptions options() const {
    return {.mail = {.host = "127.0.0.1",
                     .port = port("smtp"),
                     .from = "Shelfcast <alerts@shop.example>",
                     .security = monitor::MailSecurity::none},
            .sms = {.url = web("/sms"), .token = "gateway-token"},
            .pagerduty_url = web(""),
            .public_url = "https://shop.example/shelfcast/",
            .ca_file = certificate_.chain,
            .patience = std::chrono::seconds(60)};
  }
  /// Where each of them has somebody.
  [[nodiscard]] monitor::Address address(monitor::Channel channel) const {
    switch (channel) {
      case monitor::Channel::email:
        return {.to = "ann@shop.example", .secret = {}};
      case monitor::Channel::slack:
        return {.to = web("/services/T0/B0/x"), .secret = {}, .by_operator = true};
      case monitor::Channel::pagerduty:
        return {.to = {}, .secret = std::string(32, 'R')};
      case monitor::Channel::sms:
        return {.to = "+491701234567", .secret = {}};
      case monitor::Channel::webhook:
        return {.to = web("/hook"), .secret = "between us", .by_operator = true};
    }
    return {};
  }

 private:
  AlertServices()
      : certificate_(CertificateMaker(folder_.path()).make("services", "IP:127.0.0.1")),
        tool_("tests/tools/channels/services.py", {certificate_.chain, certificate_.key}),
        ports_(nlohmann::json::parse(tool_.answer())) {}

  TempFolder folder_;
  http::Certificate::Files certificate_;
  PipedTool tool_;
  nlohmann::json ports_;
};

}  // namespace shelfcast::testing
