// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/json_post.hpp"

#include "monitor/channels/conversation.hpp"
#include "monitor/channels/plain_text.hpp"
#include "shelfcast/http/url.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shelfcast::monitor {
namespace {

bool may_work_later(long status) {
  return status == 401 || status == 408 || status == 425 || status == 429 || status >= 500;
}

Sent judged(const Answer& answer, const std::string& host) {
  if (answer.status >= 200 && answer.status < 300) return {};
  constexpr std::size_t kShown = 200;
  const std::string said = cut_to(one_line(answer.text), kShown);
  const Code code = may_work_later(answer.status) ? Code::unavailable : Code::rejected;
  return std::unexpected(Refusal{.error = {code, host, fmt::format("answered {}: {}", answer.status, said)},
                                 .wait_seconds = answer.wait_seconds});
}

}  // namespace

Sent post(const ChannelOptions& options, const JsonPost& what) {
  const auto url = http::read_url(what.url);
  if (!url) return refuse(Code::rejected, "", "the address is no URL of http or https");
  const std::string& host = url->address.host;
  const bool is_open = what.by_operator || options.allow_private;
  if (!is_open && !url->is_secure) return refuse(Code::rejected, host, "is reached by https or not at all");

  Conversation talk(options, is_open ? Reach::anywhere : Reach::public_addresses);
  talk.set(CURLOPT_URL, what.url.c_str());
  talk.set(CURLOPT_PROTOCOLS_STR, is_open ? "http,https" : "https");
  talk.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(what.body.size()));
  talk.set(CURLOPT_POSTFIELDS, what.body.c_str());
  talk.add_header("Content-Type: application/json");
  talk.add_header("Expect:");
  for (const auto& header : what.headers) talk.add_header(one_line(header));
  const CURLcode outcome = talk.hold();
  if (outcome == CURLE_OK) return judged(talk.answer(), host);
  if (talk.was_closed()) return refuse(Code::rejected, host, "is not at a public address");
  return refuse(Code::unavailable, host, talk.problem(outcome));
}

std::string written(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace shelfcast::monitor
