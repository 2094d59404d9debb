// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/json_post.hpp"
#include "monitor/channels/plain_text.hpp"
#include "monitor/channels/ways_out.hpp"
#include "monitor/channels/wording.hpp"
#include "shelfcast/domain/alert_json.hpp"
#include "shelfcast/http/url.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace shelfcast::monitor {
namespace {

using Json = nlohmann::ordered_json;
using domain::Alert;

constexpr std::array kSeverities{"critical", "error", "warning", "info"};  // by priority
constexpr std::size_t kLongestSummary = 1024;

std::string_view action_for(const Alert& alert, Happened happened) {
  if (happened == Happened::resolved || alert.state == domain::AlertState::resolved) return "resolve";
  const bool is_cared_for = alert.state == domain::AlertState::acknowledged && happened != Happened::escalated;
  return is_cared_for ? "acknowledge" : "trigger";
}

Json links_of(const AlertWords& words) {
  if (words.link.empty()) return Json::array();
  return Json::array(
      {{{"href", words.link}, {"text", "The alert"}}, {{"href", words.runbook}, {"text", "What to do"}}});
}

/// Events API v2: one event an alert. An event that comes twice is one incident, by `dedup_key`; another server's
/// alerts of the same number are others.
class PagerDuty final : public Notifier {
 public:
  explicit PagerDuty(ChannelOptions options) : options_(std::move(options)) {
    const auto url = http::read_url(options_.public_url);
    if (url) source_ = url->address.host;
  }

  Sent send(const Address& address, const Letter& letter) override {
    for (const auto& alert : letter.alerts) {
      const Sent sent = post(options_, {.url = options_.pagerduty_url + "/v2/enqueue",
                                        .by_operator = true,
                                        .body = written(event(address.secret, alert, letter))});
      if (!sent) return sent;
    }
    return {};
  }

 private:
  [[nodiscard]] Json event(const std::string& routing_key, const Alert& alert, const Letter& letter) const {
    const std::string_view action = action_for(alert, letter.happened);
    Json event = {{"routing_key", routing_key},
                  {"event_action", action},
                  {"dedup_key", fmt::format("{}/alerts/{}", source_, alert.id)}};
    if (action != "trigger") return event;
    const Wording wording =
        worded({.key = {}, .recipient = {}, .happened = letter.happened, .alerts = {alert}}, options_.public_url);
    event["client"] = "Shelfcast";
    if (!wording.link.empty()) event["client_url"] = wording.link;
    event["links"] = links_of(wording.alerts.front());
    event["payload"] = {{"summary", cut_to(wording.subject, kLongestSummary)},
                        {"source", source_},
                        {"severity", kSeverities.at(static_cast<std::size_t>(alert.priority))},
                        {"timestamp", format_instant(alert.raised)},
                        {"component", alert.subject},
                        {"group", alert.marketplace},
                        {"class", alert.rule},
                        {"custom_details", domain::to_json(alert)}};
    return event;
  }

  const ChannelOptions options_;
  std::string source_ = "shelfcast";
};

}  // namespace

Result<std::unique_ptr<Notifier>> pagerduty(const ChannelOptions& options, const Clock& /*clock*/) {
  if (!http::read_url(options.pagerduty_url)) return fail(Code::config, "PagerDuty's URL", "is none of http or https");
  return std::make_unique<PagerDuty>(options);
}

}  // namespace shelfcast::monitor
