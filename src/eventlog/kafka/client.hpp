// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/eventlog/kafka_log.hpp"

#include <librdkafka/rdkafka.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shelfcast::eventlog {

/// What librdkafka gives to be destroyed by us.
struct Destroy {
  void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
  void operator()(rd_kafka_conf_t* settings) const { rd_kafka_conf_destroy(settings); }
  void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
  void operator()(rd_kafka_topic_partition_list_t* list) const { rd_kafka_topic_partition_list_destroy(list); }
  void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
  void operator()(const rd_kafka_metadata_t* metadata) const { rd_kafka_metadata_destroy(metadata); }
  void operator()(rd_kafka_queue_t* queue) const { rd_kafka_queue_destroy(queue); }
  void operator()(rd_kafka_error_t* error) const { rd_kafka_error_destroy(error); }
  void operator()(rd_kafka_event_t* event) const { rd_kafka_event_destroy(event); }
  void operator()(rd_kafka_NewTopic_t* topic) const { rd_kafka_NewTopic_destroy(topic); }
  void operator()(rd_kafka_AdminOptions_t* options) const { rd_kafka_AdminOptions_destroy(options); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroy>;

using Client = Owned<rd_kafka_t>;
using Settings = Owned<rd_kafka_conf_t>;
using PartitionList = Owned<rd_kafka_topic_partition_list_t>;

/// The user's settings, and over them those on which the log's promises rest. `config` where one is wrong.
Result<Settings> settings_of(const KafkaOptions& options, const std::vector<std::pair<std::string, std::string>>& own);

/// Whose log lines go to ours. It tries to connect from here on, in threads of its own.
Result<Client> open_client(rd_kafka_type_t type, Settings settings);

/// What a refusal of a broker or the absence of all of them means to a caller.
std::unexpected<Error> kafka_failure(const KafkaOptions& options, std::string_view what, rd_kafka_resp_err_t why);

}  // namespace shelfcast::eventlog
