// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/message.hpp"
#include "shelfcast/http/tell_once.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace shelfcast::http {

/// Why a WebSocket ends: RFC 6455, section 7.4. From 4000 on they are a subprotocol's own.
struct Closing {
  static constexpr std::uint16_t kGoingAway = 1001;
  static constexpr std::uint16_t kNoText = 1003;
  static constexpr std::uint16_t kInternal = 1011;
  static constexpr std::uint16_t kTryLater = 1013;

  std::uint16_t code;
  std::string reason;

  bool operator==(const Closing&) const = default;
};

/// A connection that is a WebSocket (RFC 6455), for whoever speaks through it: texts go out in their order, until one
/// side closes. Any thread.
class WebSocket {
 public:
  /// A reader for whom more bytes wait is too slow: it is closed.
  explicit WebSocket(std::size_t most_waiting = std::size_t{1024} * 1024) : most_waiting_(most_waiting) {}

  /// A message. False where it was closed, or is by this.
  bool send(std::string text);
  /// What waits still goes out before. Once: further ones are dropped. A reason is cut where it is too long for one.
  void close(std::uint16_t code, std::string_view reason);
  [[nodiscard]] bool is_open() const;

  // The server's side:

  using Outgoing = std::variant<std::string, Closing>;
  /// What goes out next; nullopt where nothing does now.
  std::optional<Outgoing> take();
  /// Calls `tell` once: at once where something is to go out, else on the thread that brings that about.
  void when_more(std::function<void()> tell);
  /// It is over: nothing that waits is needed.
  void abandon();

 private:
  const std::size_t most_waiting_;
  mutable std::mutex changing_;  // guards what follows
  std::deque<std::string> waiting_;
  std::size_t bytes_ = 0;  // that wait
  bool open_ = true;
  std::optional<Closing> closing_;
  TellOnce more_;
};

/// Hears what comes in through a WebSocket. Nothing is heard any more once it was closed from this side.
class Conversation {
 public:
  virtual ~Conversation() = default;
  /// A whole message, in UTF-8. One after the other, at the pace of the route: the next one waits until this returns.
  virtual void hear(std::string_view message) = 0;
  /// It is over, whoever ended it: nothing is sent any more. Once.
  virtual void end() = 0;
};

/// What a handler answers with to have its connection become a WebSocket. The server pings its reader, and closes one
/// that is silent for longer than Limits::idle, sends more than `message_bytes` in one message (1009), anything but
/// text (1003), or text that is no UTF-8 (1007); and all when it stops (1001).
struct Upgrade {
  std::shared_ptr<WebSocket> socket;
  std::shared_ptr<Conversation> conversation;
  std::string subprotocol = {};  ///< one that the caller offered; empty: none
  std::size_t message_bytes = std::size_t{64} * 1024;
};

/// Whether this is a request to become a WebSocket, sound or not.
bool asks_for_web_socket(const Request& request);
/// Why it cannot be one; nothing where it is sound. A page of another origin may not: browsers send cookies along.
std::optional<Response> refuse_handshake(const Request& request);
bool offers_subprotocol(const Request& request, std::string_view name);
/// 101, for a request whose handshake is sound.
Response upgraded(Upgrade upgrade);

}  // namespace shelfcast::http
