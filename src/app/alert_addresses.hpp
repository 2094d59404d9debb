// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "shelfcast/monitor/channels.hpp"
#include "shelfcast/monitor/post.hpp"
#include "shelfcast/monitor/postman.hpp"

namespace shelfcast::app {

monitor::ChannelOptions channel_options(const Config& config);
/// Which ways to operators the configuration has.
monitor::Operators operators_of(const Config& config);
/// Operators as the configuration names them, sellers as they named themselves; all outlive it.
monitor::AddressBook address_book(const Config& config, const monitor::Preferences& preferences);

}  // namespace shelfcast::app
