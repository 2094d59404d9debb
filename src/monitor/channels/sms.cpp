// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/json_post.hpp"
#include "monitor/channels/sms_text.hpp"
#include "monitor/channels/ways_out.hpp"
#include "monitor/channels/wording.hpp"
#include "shelfcast/http/url.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace shelfcast::monitor {
namespace {

/// A gateway that sends text messages; `id` tells it which it has sent already.
class Sms final : public Notifier {
 public:
  explicit Sms(ChannelOptions options) : options_(std::move(options)) {}

  Sent send(const Address& address, const Letter& letter) override {
    const Wording wording = worded(letter, options_.public_url);
    const nlohmann::ordered_json message = {
        {"to", address.to}, {"text", sms_text(wording.subject, wording.link)}, {"id", letter.key}};
    JsonPost what{.url = options_.sms.url, .by_operator = true, .body = written(message)};
    if (!options_.sms.token.empty()) what.headers = {"Authorization: Bearer " + options_.sms.token};
    return post(options_, what);
  }

 private:
  const ChannelOptions options_;
};

}  // namespace

Result<std::unique_ptr<Notifier>> sms(const ChannelOptions& options, const Clock& /*clock*/) {
  if (options.sms.url.empty()) return nullptr;
  if (!http::read_url(options.sms.url)) return fail(Code::config, "the SMS gateway's URL", "is none of http or https");
  return std::make_unique<Sms>(options);
}

}  // namespace shelfcast::monitor
