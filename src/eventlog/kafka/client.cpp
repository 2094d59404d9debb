// SPDX-License-Identifier: Apache-2.0
#include "eventlog/kafka/client.hpp"

#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shelfcast::eventlog {
namespace {

constexpr std::string_view kPlace = "kafka";

Result<void> set(rd_kafka_conf_t& settings, const std::string& name, const std::string& value) {
  std::array<char, 512> reason{};
  const auto outcome = rd_kafka_conf_set(&settings, name.c_str(), value.c_str(), reason.data(), reason.size());
  if (outcome == RD_KAFKA_CONF_OK) return {};
  return fail(Code::config, fmt::format("kafka.settings.{}", name), reason.data());
}

void to_our_log(const rd_kafka_t* /*client*/, int level, const char* facility, const char* text) {
  constexpr int kWarning = 4;  // as syslog counts
  telemetry::log(level <= kWarning ? telemetry::Severity::warning : telemetry::Severity::debug, "kafka",
                 {{"facility", facility}, {"text", text}});
}

/// A broker that is gone is said by whoever needs it; here it is only noted.
void on_error(rd_kafka_t* /*client*/, int /*error*/, const char* reason, void* /*opaque*/) {
  telemetry::log(telemetry::Severity::debug, "kafka", {{"text", reason}});
}

}  // namespace

Result<Settings> settings_of(const KafkaOptions& options, const std::vector<std::pair<std::string, std::string>>& own) {
  Settings settings(rd_kafka_conf_new());
  rd_kafka_conf_set_log_cb(settings.get(), to_our_log);
  rd_kafka_conf_set_error_cb(settings.get(), on_error);
  for (const auto& [name, value] : options.settings) {
    const bool taken = std::ranges::any_of(own, [&](const auto& pair) { return pair.first == name; });
    if (taken) return fail(Code::config, fmt::format("kafka.settings.{}", name), "is not for users to set");
    if (auto done = set(*settings, name, value); !done) return std::unexpected(done.error());
  }
  for (const auto& [name, value] : own) {
    if (auto done = set(*settings, name, value); !done) return std::unexpected(done.error());
  }
  return settings;
}

Result<Client> open_client(rd_kafka_type_t type, Settings settings) {
  std::array<char, 512> reason{};
  Client client(rd_kafka_new(type, settings.get(), reason.data(), reason.size()));
  if (!client) return fail(Code::config, std::string(kPlace), reason.data());
  settings.release();  // NOLINT(bugprone-unused-return-value): the client owns it now
  return client;
}

std::unexpected<Error> kafka_failure(const KafkaOptions& options, std::string_view what, rd_kafka_resp_err_t why) {
  const bool too_large = why == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE || why == RD_KAFKA_RESP_ERR_INVALID_RECORD;
  const bool silent = why == RD_KAFKA_RESP_ERR__TIMED_OUT || why == RD_KAFKA_RESP_ERR__TRANSPORT ||
                      why == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN || why == RD_KAFKA_RESP_ERR__PURGE_QUEUE ||
                      why == RD_KAFKA_RESP_ERR__PURGE_INFLIGHT;
  const std::string place = fmt::format("{} {}", kPlace, options.brokers);
  if (silent) {
    return fail(Code::unavailable, place,
                fmt::format("{}: no broker answered within {} ms", what, options.patience.count()));
  }
  return fail(too_large ? Code::rejected : Code::unavailable, place,
              fmt::format("{}: {}", what, rd_kafka_err2str(why)));
}

}  // namespace shelfcast::eventlog
