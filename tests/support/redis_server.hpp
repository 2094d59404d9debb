// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/shared_level.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

namespace shelfcast::testing {

/// A socket that listens on a free port of the loopback address, and answers nobody.
class DeafServer {
 public:
  DeafServer() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(where);
    auto* const address = reinterpret_cast<sockaddr*>(&where);
    if (::bind(socket_, address, size) != 0 || ::listen(socket_, 1) != 0 ||
        ::getsockname(socket_, address, &size) != 0) {
      throw std::runtime_error("no free port");
    }
    port_ = ntohs(where.sin_port);
  }
  ~DeafServer() { ::close(socket_); }
  DeafServer(const DeafServer&) = delete;
  DeafServer& operator=(const DeafServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

/// A real Redis (Debian's redis-server), which keeps nothing on disk and ends with the test.
class RedisServer {
 public:
  static constexpr const char* kPassword = "open sesame";

  RedisServer() : port_(DeafServer().port()) {
    const std::string port = std::to_string(port_);
    process_ = ::fork();
    if (process_ == 0) {
      ::execlp("setpriv", "setpriv", "--pdeathsig=KILL", "redis-server", "--port", port.c_str(), "--bind", "127.0.0.1",
               "--save", "", "--appendonly", "no", "--requirepass", kPassword, "--daemonize", "no", "--logfile",
               "/dev/null", nullptr);
      ::_exit(127);
    }
  }
  ~RedisServer() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  static bool is_installed() { return ::access("/usr/bin/redis-server", X_OK) == 0; }

  [[nodiscard]] http::RedisAddress address() const {
    return {.host = "127.0.0.1",
            .port = port_,
            .password = kPassword,
            .prefix = "test:",
            .patience = std::chrono::seconds(5)};
  }

  /// Another client of it, as soon as it answers.
  [[nodiscard]] std::unique_ptr<http::SharedLevel> open() const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < deadline) {
      auto level = http::open_redis(address());  // a new one each time: one that failed is silent for a second
      level->put("ready", "yes", std::chrono::seconds(60));
      if (level->get("ready")) return level;
      std::this_thread::yield();
    }
    throw std::runtime_error("redis-server does not answer");
  }

 private:
  std::uint16_t port_;
  ::pid_t process_ = -1;
};

}  // namespace shelfcast::testing
