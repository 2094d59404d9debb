// SPDX-License-Identifier: Apache-2.0
#include "eventlog/kafka/producer.hpp"

#include "eventlog/kafka/headers.hpp"
#include "shelfcast/base/clock.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace shelfcast::eventlog {
namespace {

constexpr std::size_t kMessageOverhead = 512;  // what the protocol adds to a message, its batch's header included

std::size_t number_setting(const rd_kafka_conf_t& settings, const char* name) {
  std::array<char, 32> text{};
  std::size_t size = text.size();
  std::size_t value = 0;
  if (rd_kafka_conf_get(&settings, name, text.data(), &size) == RD_KAFKA_CONF_OK) {
    std::from_chars(text.data(), text.data() + size - 1, value);
  }
  return value;
}

}  // namespace

/// What one call waits for.
struct Producer::Delivery {
  std::size_t on_its_way = 0;
  rd_kafka_resp_err_t failure = RD_KAFKA_RESP_ERR_NO_ERROR;  // the first
  double deadline = 0;

  [[nodiscard]] bool is_late() const { return stopwatch_seconds() > deadline; }
  void note(rd_kafka_resp_err_t outcome) {
    if (failure == RD_KAFKA_RESP_ERR_NO_ERROR) failure = outcome;
  }
  static void on_report(rd_kafka_t* /*client*/, const rd_kafka_message_t* message, void* /*opaque*/) {
    auto* delivery = static_cast<Delivery*>(message->_private);
    delivery->note(message->err);
    --delivery->on_its_way;
  }
};

rd_kafka_resp_err_t Producer::produce(rd_kafka_t& client, rd_kafka_topic_t& to, const Event& event,
                                      Delivery& delivery) {
  const auto bytes = [](const std::string& text) {
    return const_cast<char*>(text.data());
  };  // copied, never written to
  std::array<rd_kafka_vu_t, 6> parts{};
  parts[0].vtype = RD_KAFKA_VTYPE_RKT;
  parts[0].u.rkt = &to;
  parts[1].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
  parts[1].u.i = RD_KAFKA_MSG_F_COPY;
  parts[2].vtype = RD_KAFKA_VTYPE_KEY;
  parts[2].u.mem = {.ptr = bytes(event.key), .size = event.key.size()};
  parts[3].vtype = RD_KAFKA_VTYPE_VALUE;
  parts[3].u.mem = {.ptr = bytes(event.payload), .size = event.payload.size()};
  parts[4].vtype = RD_KAFKA_VTYPE_HEADER;
  parts[4].u.header = {.name = kIdHeader, .val = event.id.data(), .size = static_cast<ssize_t>(event.id.size())};
  parts[5].vtype = RD_KAFKA_VTYPE_OPAQUE;
  parts[5].u.ptr = &delivery;
  const Owned<rd_kafka_error_t> problem(rd_kafka_produceva(&client, parts.data(), parts.size()));
  return problem ? rd_kafka_error_code(problem.get()) : RD_KAFKA_RESP_ERR_NO_ERROR;
}

Result<std::unique_ptr<Producer>> Producer::open(const KafkaOptions& options) {
  std::unique_ptr<Producer> producer(new Producer(options));
  if (auto connected = producer->connect(); !connected) return std::unexpected(connected.error());
  return producer;
}

Result<void> Producer::connect() {
  // No message has a deadline of its own: one that failed alone would let later ones of its key pass it.
  auto settings = settings_of(options_, {{"bootstrap.servers", options_.brokers},
                                         {"enable.idempotence", "true"},
                                         {"acks", "all"},
                                         {"partitioner", "murmur2_random"},
                                         {"message.timeout.ms", "0"},
                                         {"linger.ms", "1"},
                                         {"reconnect.backoff.max.ms", "1000"}});
  if (!settings) return std::unexpected(settings.error());
  largest_ = number_setting(**settings, "message.max.bytes");
  rd_kafka_conf_set_dr_msg_cb(settings->get(), Delivery::on_report);
  auto client = open_client(RD_KAFKA_PRODUCER, std::move(*settings));
  if (!client) return std::unexpected(client.error());
  client_ = std::move(*client);
  return {};
}

Result<void> Producer::send(const std::string& topic, std::span<const Event* const> events) {
  if (auto fit = check_sizes(events); !fit) return fit;
  const std::scoped_lock lock(sending_);
  if (!client_) {
    if (auto connected = connect(); !connected) return connected;
  }
  Delivery delivery;
  delivery.deadline = stopwatch_seconds() + std::chrono::duration<double>(options_.patience).count();
  hand_over(topic, events, delivery);
  wait_for(delivery);
  if (delivery.failure == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  client_.reset();  // with it goes what may still be on its way, and whatever state it failed in
  return kafka_failure(options_, fmt::format("sending {} events to topic '{}'", events.size(), topic),
                       delivery.failure);
}

Result<void> Producer::check_sizes(std::span<const Event* const> events) const {
  for (const auto* event : events) {
    const std::size_t size = event->id.size() + event->key.size() + event->payload.size() + kMessageOverhead;
    if (size <= largest_) continue;
    return fail(Code::rejected, fmt::format("event '{}'", event->id),
                fmt::format("is larger than Kafka's message.max.bytes ({})", largest_));
  }
  return {};
}

void Producer::hand_over(const std::string& topic, std::span<const Event* const> events, Delivery& delivery) {
  const Owned<rd_kafka_topic_t> to(rd_kafka_topic_new(client_.get(), topic.c_str(), nullptr));
  for (const auto* event : events) {
    ++delivery.on_its_way;
    auto outcome = produce(*client_, *to, *event, delivery);
    while (outcome == RD_KAFKA_RESP_ERR__QUEUE_FULL && !delivery.is_late()) {
      rd_kafka_poll(client_.get(), 10);
      outcome = produce(*client_, *to, *event, delivery);
    }
    if (outcome != RD_KAFKA_RESP_ERR_NO_ERROR) {
      --delivery.on_its_way;
      return delivery.note(outcome);
    }
  }
}

void Producer::wait_for(Delivery& delivery) {
  while (delivery.on_its_way > 0 && !delivery.is_late()) rd_kafka_poll(client_.get(), 100);
  if (delivery.on_its_way == 0) return;
  rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  while (delivery.on_its_way > 0) rd_kafka_poll(client_.get(), 100);
}

}  // namespace shelfcast::eventlog
