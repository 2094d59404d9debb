// SPDX-License-Identifier: Apache-2.0
#include "eventlog/kafka/cluster.hpp"

#include <fmt/format.h>

#include <array>

namespace shelfcast::eventlog {

Result<std::unique_ptr<Cluster>> Cluster::open(const KafkaOptions& options) {
  // Of a consumer's kind, because its questions never create a topic by the way.
  auto settings = settings_of(options, {{"bootstrap.servers", options.brokers}, {"allow.auto.create.topics", "false"}});
  if (!settings) return std::unexpected(settings.error());
  auto client = open_client(RD_KAFKA_CONSUMER, std::move(*settings));
  if (!client) return std::unexpected(client.error());
  return std::unique_ptr<Cluster>(new Cluster(options, std::move(*client)));
}

Result<std::uint32_t> Cluster::partitions(const std::string& topic) const {
  const Owned<rd_kafka_topic_t> asked(rd_kafka_topic_new(client_.get(), topic.c_str(), nullptr));
  const rd_kafka_metadata_t* answer = nullptr;
  const auto failed = rd_kafka_metadata(client_.get(), 0, asked.get(), &answer, patience_ms());
  const Owned<const rd_kafka_metadata_t> owned(answer);
  const std::string what = fmt::format("looking for topic '{}'", topic);
  if (failed != RD_KAFKA_RESP_ERR_NO_ERROR) return kafka_failure(options_, what, failed);
  if (answer->topic_cnt != 1) return 0;
  const auto& told = answer->topics[0];
  if (told.err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART) return 0;
  if (told.err != RD_KAFKA_RESP_ERR_NO_ERROR) return kafka_failure(options_, what, told.err);
  return static_cast<std::uint32_t>(told.partition_cnt);
}

Result<void> Cluster::create(const std::string& topic) {
  std::array<char, 256> reason{};
  const int replication = options_.replication == 0 ? -1 : options_.replication;
  const Owned<rd_kafka_NewTopic_t> wanted(
      rd_kafka_NewTopic_new(topic.c_str(), options_.partitions, replication, reason.data(), reason.size()));
  if (!wanted) return fail(Code::config, fmt::format("kafka topic '{}'", topic), reason.data());
  const Owned<rd_kafka_AdminOptions_t> how(rd_kafka_AdminOptions_new(client_.get(), RD_KAFKA_ADMIN_OP_CREATETOPICS));
  rd_kafka_AdminOptions_set_request_timeout(how.get(), patience_ms(), reason.data(), reason.size());
  const Owned<rd_kafka_queue_t> answers(rd_kafka_queue_new(client_.get()));
  std::array<rd_kafka_NewTopic_t*, 1> all{wanted.get()};
  rd_kafka_CreateTopics(client_.get(), all.data(), all.size(), how.get(), answers.get());
  const Owned<rd_kafka_event_t> answer(rd_kafka_queue_poll(answers.get(), patience_ms() + 1000));

  auto failed = answer ? rd_kafka_event_error(answer.get()) : RD_KAFKA_RESP_ERR__TIMED_OUT;
  if (failed == RD_KAFKA_RESP_ERR_NO_ERROR) {
    std::size_t count = 0;
    const auto* const* told =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(answer.get()), &count);
    failed = rd_kafka_topic_result_error(told[0]);
  }
  if (failed == RD_KAFKA_RESP_ERR_NO_ERROR || failed == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) return {};
  return kafka_failure(options_, fmt::format("creating topic '{}'", topic), failed);
}

Result<std::vector<Offset>> Cluster::bounds(const std::string& topic, std::uint32_t partitions, Bound which) const {
  const PartitionList list(rd_kafka_topic_partition_list_new(static_cast<int>(partitions)));
  const std::int64_t asked = which == Bound::end ? RD_KAFKA_OFFSET_END : RD_KAFKA_OFFSET_BEGINNING;
  for (std::uint32_t p = 0; p < partitions; ++p) {
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), static_cast<std::int32_t>(p))->offset = asked;
  }
  // A question for times answers these two as well, and for all partitions of a broker at once.
  auto failed = rd_kafka_offsets_for_times(client_.get(), list.get(), patience_ms());
  std::vector<Offset> offsets(partitions);
  for (int i = 0; i < list->cnt && failed == RD_KAFKA_RESP_ERR_NO_ERROR; ++i) {
    const auto& told = list->elems[i];
    failed = told.err;
    offsets[static_cast<std::size_t>(told.partition)] = static_cast<Offset>(told.offset);
  }
  if (failed != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return kafka_failure(options_, fmt::format("asking how long topic '{}' is", topic), failed);
  }
  return offsets;
}

}  // namespace shelfcast::eventlog
