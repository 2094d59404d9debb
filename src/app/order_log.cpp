// SPDX-License-Identifier: Apache-2.0
#include "app/order_log.hpp"

#include "shelfcast/eventlog/kafka_log.hpp"
#include "shelfcast/eventlog/order_events.hpp"
#include "shelfcast/eventlog/relay.hpp"

#include <array>

namespace shelfcast::app {
namespace {

/// What has a key of its own, because it is a secret or belongs to one: librdkafka's name -> ours.
struct OwnKey {
  std::string setting;
  std::string key;
};
const std::array<OwnKey, 3> kOwnKeys{{{"sasl.username", "kafka.username"},
                                      {"sasl.password", "kafka.password"},
                                      {"ssl.key.password", "kafka.key_password"}}};

Result<std::map<std::string, std::string>> settings_of(const Config& config) {
  auto settings = config.kafka_settings();
  for (const auto& [setting, key] : kOwnKeys) {
    if (settings.contains(setting)) return fail(Code::config, "kafka.settings." + setting, "belongs into " + key);
    if (!config.text(key).empty()) settings[setting] = config.text(key);
  }
  return settings;
}

}  // namespace

std::vector<eventlog::TopicRule> topic_rules(const Config& config) {
  constexpr std::uint64_t kMegabyte = 1ULL << 20U;
  return {{.topic = std::string(eventlog::kOrderEvents),
           .keep_seconds = config.integer("orders.keep_days") * kDaySeconds,
           .keep_bytes = static_cast<std::uint64_t>(config.integer("orders.keep_megabytes")) * kMegabyte,
           .unique_ids = true}};
}

Result<std::unique_ptr<eventlog::EventLog>> open_kafka(const Config& config, storage::Store& store) {
  if (config.text("kafka.brokers").empty()) return nullptr;
  auto settings = settings_of(config);
  if (!settings) return std::unexpected(settings.error());
  return eventlog::open_kafka_log({.brokers = config.text("kafka.brokers"),
                                   .topic_prefix = config.text("kafka.topic_prefix"),
                                   .partitions = static_cast<int>(config.integer("kafka.partitions")),
                                   .replication = static_cast<int>(config.integer("kafka.replication")),
                                   .patience = std::chrono::seconds(config.integer("kafka.timeout_seconds")),
                                   .settings = std::move(*settings)},
                                  store);
}

Result<void> leave_to_relay(eventlog::EventLog& outbox) {
  const auto groups = outbox.groups();
  if (!groups) return std::unexpected(groups.error());
  for (const auto& state : *groups) {
    if (state.topic != eventlog::kOrderEvents || state.group == eventlog::kRelayGroup) continue;
    if (auto done = outbox.forget(state.topic, state.group); !done) return done;
  }
  return {};
}

}  // namespace shelfcast::app
