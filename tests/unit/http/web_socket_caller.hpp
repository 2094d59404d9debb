// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "raw_connection.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace shelfcast::http {

enum class Opcode : std::uint8_t { more = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// A frame as a caller sends it: masked, with a mask that is the same each time.
inline std::string masked_frame(Opcode opcode, std::string_view payload, bool is_last = true) {
  constexpr std::string_view kMask = "\x12\x34\x56\x78";
  std::string frame;
  frame += static_cast<char>((is_last ? 0x80U : 0U) | static_cast<unsigned>(opcode));
  if (payload.size() < 126) {
    frame += static_cast<char>(0x80U | payload.size());
  } else {
    const bool is_long = payload.size() > 0xffff;
    frame += static_cast<char>(0x80U | (is_long ? 127U : 126U));
    for (int shift = is_long ? 56 : 8; shift >= 0; shift -= 8)
      frame += static_cast<char>(payload.size() >> shift & 0xffU);
  }
  frame += kMask;
  for (std::size_t i = 0; i < payload.size(); ++i) frame += static_cast<char>(payload[i] ^ kMask[i % kMask.size()]);
  return frame;
}

inline constexpr std::string_view kSoundHandshake =
    "Host: x\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// Somebody at the other end of a WebSocket who sends whatever bytes the test says.
class WebSocketCaller {
 public:
  struct Frame {
    Opcode opcode = Opcode::close;
    std::string payload;

    [[nodiscard]] bool is_text(std::string_view text) const { return opcode == Opcode::text && payload == text; }
    /// Of a close; 0 where there is none, or the connection ended without one.
    [[nodiscard]] int code() const {
      if (opcode != Opcode::close || payload.size() < 2) return 0;
      return static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
    }
    [[nodiscard]] std::string reason() const { return payload.size() < 2 ? "" : payload.substr(2); }
  };

  WebSocketCaller(std::uint16_t port, std::string_view target, std::string_view more_headers = {}) : line_(port) {
    std::string head = "GET ";
    head.append(target).append(" HTTP/1.1\r\n").append(kSoundHandshake).append(more_headers).append("\r\n");
    line_.send(head);
    answer_ = line_.read_answer();
  }

  /// What the handshake was answered with.
  [[nodiscard]] const std::string& answer() const { return answer_; }
  void send(std::string_view bytes) { line_.send(bytes); }
  void say(std::string_view text) { line_.send(masked_frame(Opcode::text, text)); }
  void close(std::string_view payload = {}) { line_.send(masked_frame(Opcode::close, payload)); }

  /// The next frame; a close without a code where the connection ended.
  Frame next() {
    const std::string head = line_.read(2);
    if (head.size() < 2) return {};
    std::size_t size = static_cast<unsigned char>(head[1]);
    const std::size_t extra = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (extra > 0) {
      size = 0;
      for (const char byte : line_.read(extra)) size = size * 256 + static_cast<unsigned char>(byte);
    }
    return {static_cast<Opcode>(static_cast<unsigned char>(head[0]) & 0x0fU), line_.read(size)};
  }
  /// Whether the server has closed, with nothing more said.
  bool is_over() { return line_.read(1).empty(); }

 private:
  RawConnection line_;
  std::string answer_;
};

}  // namespace shelfcast::http
