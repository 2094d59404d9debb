// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/channels.hpp"

#include <memory>

namespace shelfcast::monitor {

// Each is null where it is not set up, `config` where an option makes no sense.

Result<std::unique_ptr<Notifier>> email(const ChannelOptions& options, const Clock& clock);
Result<std::unique_ptr<Notifier>> slack(const ChannelOptions& options, const Clock& clock);
Result<std::unique_ptr<Notifier>> pagerduty(const ChannelOptions& options, const Clock& clock);
Result<std::unique_ptr<Notifier>> sms(const ChannelOptions& options, const Clock& clock);
Result<std::unique_ptr<Notifier>> webhook(const ChannelOptions& options, const Clock& clock);

}  // namespace shelfcast::monitor
