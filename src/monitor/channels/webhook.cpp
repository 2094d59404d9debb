// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/json_post.hpp"
#include "monitor/channels/ways_out.hpp"
#include "monitor/channels/wording.hpp"
#include "shelfcast/domain/alert_json.hpp"
#include "shelfcast/http/digests.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace shelfcast::monitor {
namespace {

using Json = nlohmann::ordered_json;

/// The same for a letter that is sent again.
std::string body_of(const Letter& letter, const Wording& wording) {
  Json alerts = Json::array();
  for (std::size_t i = 0; i < letter.alerts.size(); ++i) {
    Json alert = domain::to_json(letter.alerts[i]);
    alert["url"] = wording.alerts[i].link;
    alert["runbookUrl"] = wording.alerts[i].runbook;
    alerts.push_back(std::move(alert));
  }
  return written({{"id", letter.key},
                  {"event", name_of(letter.happened)},
                  {"subject", wording.subject},
                  {"alerts", std::move(alerts)}});
}

/// Of the time too, so that nobody can send an old message again.
std::string signature_of(const std::string& secret, const std::string& timestamp, const std::string& body) {
  std::string digits;
  for (const auto byte : http::hmac_sha256(secret, fmt::format("{}.{}", timestamp, body)))
    digits += fmt::format("{:02x}", byte);
  return digits;
}

class Webhook final : public Notifier {
 public:
  Webhook(ChannelOptions options, const Clock& clock) : options_(std::move(options)), clock_(clock) {}

  Sent send(const Address& address, const Letter& letter) override {
    const std::string timestamp = std::to_string(clock_.now().seconds);
    JsonPost what{.url = address.to,
                  .by_operator = address.by_operator,
                  .headers = {"X-Shelfcast-Delivery: " + letter.key, "X-Shelfcast-Timestamp: " + timestamp},
                  .body = body_of(letter, worded(letter, options_.public_url))};
    if (!address.secret.empty())
      what.headers.push_back("X-Shelfcast-Signature: v1=" + signature_of(address.secret, timestamp, what.body));
    return post(options_, what);
  }

 private:
  const ChannelOptions options_;
  const Clock& clock_;
};

}  // namespace

Result<std::unique_ptr<Notifier>> webhook(const ChannelOptions& options, const Clock& clock) {
  return std::make_unique<Webhook>(options, clock);
}

}  // namespace shelfcast::monitor
