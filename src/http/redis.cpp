// SPDX-License-Identifier: Apache-2.0
#include "http/addresses.hpp"
#include "http/connecting.hpp"
#include "http/redis_reply.hpp"
#include "http/socket.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/http/shared_level.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/write.hpp>
#include <mutex>

namespace shelfcast::http {

namespace {

constexpr double kSilence = 1;  // seconds, after a failure

/// One connection, which one thread uses at a time: others go on without it.
class Redis final : public SharedLevel {
 public:
  explicit Redis(RedisAddress address)
      : address_(std::move(address)), failures_(telemetry::counter("shelfcast_shared_level_failures_total")) {}

  std::optional<std::string> get(std::string_view key) override {
    return ask(redis_command({"GET", address_.prefix + std::string(key)}));
  }

  void put(std::string_view key, std::string_view value, std::chrono::seconds keep) override {
    ask(redis_command({"SET", address_.prefix + std::string(key), value, "EX", std::to_string(keep.count())}));
  }

 private:
  std::optional<std::string> ask(const std::string& command) {
    const std::unique_lock alone(using_connection_, std::try_to_lock);
    if (!alone || stopwatch_seconds() < silent_until_ || awaits_addresses()) return std::nullopt;
    done_ = given_up_ = false;
    text_.reset();
    context_.restart();
    asio::co_spawn(strand_, exchange(command), [](const std::exception_ptr&) {});
    context_.run_for(address_.patience);
    if (!done_) fall_silent();
    return std::move(text_);
  }

  /// Takes what a look-up has found; where it found nothing, the last good addresses stay.
  bool awaits_addresses() {
    const bool is_looked_up =
        looked_up_.valid() && looked_up_.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    if (is_looked_up) {
      if (auto found = looked_up_.get(); !found.empty()) addresses_ = std::move(found);
    }
    return looked_up_.valid() && addresses_.empty();
  }

  /// Nothing of a reply that comes too late may be taken for that of the next command: the connection goes.
  void fall_silent() {
    given_up_ = true;
    boost::system::error_code ignored;
    socket_.close(ignored);
    context_.run();  // what was under way ends with the socket
    if (!looked_up_.valid()) looked_up_ = look_up(address_.host, address_.port);  // it may have moved
    silent_until_ = stopwatch_seconds() + kSilence;
    text_.reset();
    failures_.add();
    telemetry::log(telemetry::Severity::warning, "shared answers not to be had",
                   {{"host", address_.host}, {"port", address_.port}});
  }

  // Each awaited value has a name of its own: GCC 12 loses its way in conditions that await.
  Task<void> exchange(const std::string& command) {
    if (!socket_.is_open()) {
      const boost::system::error_code failed = co_await connect_to(socket_, addresses_, given_up_);
      if (failed) co_return;
      bool admitted = true;
      if (!address_.password.empty()) admitted = co_await send_and_read(authentication_);
      if (!admitted) co_return;
    }
    const bool answered = co_await send_and_read(command);
    done_ = answered;
  }

  Task<bool> send_and_read(const std::string& command) {
    text_.reset();
    const auto [not_sent, sent] = co_await asio::async_write(socket_, asio::buffer(command), kAwait);
    if (not_sent) co_return false;
    std::string received;
    for (;;) {
      std::array<char, 4096> bytes;
      const auto [failed, count] = co_await socket_.async_read_some(asio::buffer(bytes), kAwait);
      if (failed) co_return false;
      received.append(bytes.data(), count);
      const RedisReply reply = read_redis_reply(received);
      if (reply.kind == RedisReply::Kind::unfinished) continue;
      const bool has_text = reply.kind == RedisReply::Kind::text;
      if (has_text) text_.emplace(reply.text);
      const bool is_answer = has_text || reply.kind == RedisReply::Kind::nothing;
      co_return is_answer&& reply.size == received.size();
    }
  }

  const RedisAddress address_;
  const std::string authentication_ = redis_command({"AUTH", address_.password});
  telemetry::Counter& failures_;
  std::mutex using_connection_;  // guards what follows
  asio::io_context context_{1};
  Strand strand_ = asio::make_strand(context_);
  Socket socket_{strand_};
  std::future<Addresses> looked_up_ = look_up(address_.host, address_.port);  // valid until it was taken
  Addresses addresses_;
  double silent_until_ = 0;
  bool given_up_ = false;
  bool done_ = false;
  std::optional<std::string> text_;
};

}  // namespace

std::unique_ptr<SharedLevel> open_redis(RedisAddress address) {
  return std::make_unique<Redis>(std::move(address));
}

}  // namespace shelfcast::http
