// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/monitor/channels.hpp"

#include "monitor/channels/ways_out.hpp"
#include "shelfcast/http/url.hpp"

namespace shelfcast::monitor {
namespace {

struct WayOut {
  Channel channel;
  Result<std::unique_ptr<Notifier>> (*make)(const ChannelOptions& options, const Clock& clock);
};

constexpr std::array kWaysOut = {
    WayOut{Channel::email, email}, WayOut{Channel::slack, slack},     WayOut{Channel::pagerduty, pagerduty},
    WayOut{Channel::sms, sms},     WayOut{Channel::webhook, webhook},
};
static_assert(kWaysOut.size() == kChannels.size());

}  // namespace

Result<Notifiers> make_notifiers(const ChannelOptions& options, const Clock& clock) {
  ChannelOptions sound = options;
  while (sound.public_url.ends_with('/')) sound.public_url.pop_back();
  if (!sound.public_url.empty() && !http::read_url(sound.public_url))
    return fail(Code::config, "public URL", "is no URL of http or https");
  Notifiers notifiers;
  for (const auto& way_out : kWaysOut) {
    auto made = way_out.make(sound, clock);
    if (!made) return std::unexpected(made.error());
    notifiers.at(static_cast<std::size_t>(way_out.channel)) = std::move(*made);
  }
  return notifiers;
}

}  // namespace shelfcast::monitor
