// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace shelfcast::http {

/// A caller who sends whatever bytes the test says. A server that stays silent for 10 s ends the wait.
class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&where), sizeof(where)) != 0) {
      throw std::runtime_error("nobody listens");
    }
  }
  ~RawConnection() { ::close(socket_); }
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;  // the server has closed: what it said first can still be read
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  /// Everything until the server closes.
  std::string read_all() {
    while (receive()) {
    }
    return std::exchange(received_, {});
  }

  /// One answer, by its Content-Length; empty where the server closed instead.
  std::string read_answer() {
    for (;;) {
      if (const auto head_end = received_.find("\r\n\r\n"); head_end != std::string::npos) {
        const auto field = received_.find("Content-Length: ");
        const std::size_t body = field < head_end ? std::stoul(received_.substr(field + 16)) : 0;
        const std::size_t size = head_end + 4 + body;
        if (received_.size() >= size) {
          std::string answer = received_.substr(0, size);
          received_.erase(0, size);
          return answer;
        }
      }
      if (!receive()) return {};
    }
  }

  /// So many bytes; fewer where the server closed before.
  std::string read(std::size_t count) {
    while (received_.size() < count && receive()) {
    }
    std::string bytes = received_.substr(0, count);
    received_.erase(0, bytes.size());
    return bytes;
  }

  /// So many bytes, without keeping them; false where the server closed before.
  bool skip(std::size_t count) {
    char bytes[4096];
    while (count > 0) {
      const auto got = ::recv(socket_, bytes, count < sizeof(bytes) ? count : sizeof(bytes), 0);
      if (got <= 0) return false;
      count -= static_cast<std::size_t>(got);
    }
    return true;
  }

 private:
  bool receive() {
    char bytes[4096];
    const auto count = ::recv(socket_, bytes, sizeof(bytes), 0);
    if (count <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  std::string received_;
};

/// The status of an answer as it came; 0 where it is none.
inline int status_of(std::string_view answer) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  return answer.starts_with(kVersion) ? std::stoi(std::string(answer.substr(kVersion.size(), 3))) : 0;
}

}  // namespace shelfcast::http
