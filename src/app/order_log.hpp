// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "shelfcast/eventlog/event_log.hpp"
#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/storage/store.hpp"

#include <memory>
#include <vector>

namespace shelfcast::app {

/// How long the log in this process keeps order events.
std::vector<eventlog::TopicRule> topic_rules(const Config& config);

/// The Kafka that the configuration names; null where it names none. It may be away: nobody waits for it here.
Result<std::unique_ptr<eventlog::EventLog>> open_kafka(const Config& config, storage::Store& store);

/// With Kafka, only the relay reads order events in this process: other groups, from before, would keep them for ever.
Result<void> leave_to_relay(eventlog::EventLog& outbox);

}  // namespace shelfcast::app
