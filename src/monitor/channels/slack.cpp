// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/json_post.hpp"
#include "monitor/channels/plain_text.hpp"
#include "monitor/channels/ways_out.hpp"
#include "monitor/channels/wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace shelfcast::monitor {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestHeadline = 400;  // of a block's 3,000 characters: each may be written with five
constexpr std::size_t kMostShown = 45;         // of a message's 50 blocks

Json block(std::string text) {
  return {{"type", "section"}, {"text", {{"type", "mrkdwn"}, {"text", std::move(text)}}}};
}

std::string link(std::string_view url, std::string_view name) {
  return fmt::format("<{}|{}>", slack_escaped(url), name);
}

std::string block_text(const AlertWords& alert) {
  std::string text = fmt::format("*{}*", slack_escaped(cut_to(alert.headline, kLongestHeadline)));
  for (const auto& fact : alert.facts) text += "\n" + slack_escaped(fact);
  if (!alert.link.empty())
    text += fmt::format("\n{}, {}", link(alert.link, "The alert"), link(alert.runbook, "what to do"));
  return text;
}

/// A message of blocks, and a text for where these are not shown.
Json message(const Wording& wording) {
  Json blocks = Json::array();
  for (const auto& alert : wording.alerts) {
    if (blocks.size() == kMostShown) break;
    blocks.push_back(block(block_text(alert)));
  }
  if (wording.alerts.size() > kMostShown)
    blocks.push_back(block(fmt::format("And {} more", wording.alerts.size() - kMostShown)));
  return {{"text", slack_escaped(cut_to(wording.subject, kLongestHeadline))}, {"blocks", std::move(blocks)}};
}

/// An incoming webhook; its URL is the secret.
class Slack final : public Notifier {
 public:
  explicit Slack(ChannelOptions options) : options_(std::move(options)) {}

  Sent send(const Address& address, const Letter& letter) override {
    return post(options_, {.url = address.to,
                           .by_operator = address.by_operator,
                           .body = written(message(worded(letter, options_.public_url)))});
  }

 private:
  const ChannelOptions options_;
};

}  // namespace

Result<std::unique_ptr<Notifier>> slack(const ChannelOptions& options, const Clock& /*clock*/) {
  return std::make_unique<Slack>(options);
}

}  // namespace shelfcast::monitor
