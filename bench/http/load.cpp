// SPDX-License-Identifier: Apache-2.0
// Asks a server on loopback over keep-alive connections, one thread:
//   bench_http_load PORT SECONDS CONNECTIONS RATE [PEAK] < targets        (a target a line, asked in turn)
// SHELFCAST_BENCH_KEY is the key of whoever asks. RATE 0: each connection asks again as soon as it is answered. Else so
// many requests a second are due whatever the server does, and a latency counts from when its request was due: a stall
// is felt by all who would have come meanwhile. With PEAK the time is a day: a quiet night, and an evening with so many
// times the mean. What was seen is told as JSON, latencies in milliseconds. A server may close a connection that waits
// for its next request, or say that it will: another one is made.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <iostream>
#include <numbers>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Asked {
  std::uint16_t port;
  double seconds;
  std::size_t connections;
  double rate;
  double peak;
  std::vector<std::string> requests;

  /// How many requests a second are due then.
  [[nodiscard]] double rate_at(double second) const {
    if (peak <= 1) return rate;
    constexpr double kEvening = 0.8;
    constexpr int kSharpness = 8;
    constexpr double kMeanOfShape = 12'870.0 / 65'536;  // of ((1 + cos) / 2)^8: (16 over 8) / 2^16
    const double shape = std::pow((1 + std::cos(2 * std::numbers::pi * (second / seconds - kEvening))) / 2, kSharpness);
    const double night = (1 - peak * kMeanOfShape) / (1 - kMeanOfShape);
    return rate * (night + (peak - night) * shape);
  }
};

int connected_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(port);
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&where), sizeof(where)) != 0) {
    throw std::runtime_error("nobody listens");
  }
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return socket;
}

class Load {
 public:
  explicit Load(const Asked& asked) : asked_(asked), events_(::epoll_create1(0)), lines_(asked.connections) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      connect(i);
      idle_.push_back(i);
    }
  }

  void run() {
    begun_ = Clock::now();
    const auto end =
        begun_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(asked_.seconds));
    for (auto now = begun_; now < end; now = Clock::now()) {
      send_what_is_due(now);
      receive();
    }
  }

  void tell() {
    std::ranges::sort(latencies_);
    const auto at = [&](double share) {
      return latencies_.empty()
                 ? 0.0F
                 : latencies_[static_cast<std::size_t>(share * static_cast<double>(latencies_.size() - 1))];
    };
    fmt::print(R"({{"rate":{:.0f},"p50":{:.3f},"p95":{:.3f},"p99":{:.3f},"p99.9":{:.3f},"worst":{:.3f},)"
               R"("requests":{},"not 200":{},"lost":{},"connected again":{}}})"
               "\n",
               static_cast<double>(latencies_.size()) / asked_.seconds, at(0.5), at(0.95), at(0.99), at(0.999), at(1),
               latencies_.size(), failed_, lost_, connected_again_);
  }

 private:
  struct Line {
    int socket = -1;
    bool waits = false;  // for its answer
    Clock::time_point due;
    std::string received;
  };

  void connect(std::size_t which) {
    Line& line = lines_[which];
    line.socket = connected_to(asked_.port);
    line.received.clear();
    epoll_event event{.events = EPOLLIN, .data = {.u64 = which}};
    ::epoll_ctl(events_, EPOLL_CTL_ADD, line.socket, &event);
  }

  void connect_again(std::size_t which) {
    ::close(lines_[which].socket);
    connect(which);
    ++connected_again_;
  }

  void send_what_is_due(Clock::time_point now) {
    while (!idle_.empty()) {
      auto due = now;
      if (asked_.rate > 0) {
        const std::chrono::duration<double> after(due_);
        due = begun_ + std::chrono::duration_cast<Clock::duration>(after);
        if (due > now) return;
        due_ += 1 / asked_.rate_at(due_);
      }
      const std::size_t which = idle_.front();
      Line& line = lines_[which];
      idle_.pop_front();
      line.due = due;
      line.waits = true;
      const std::string& request = asked_.requests[sent_++ % asked_.requests.size()];
      if (!is_sent(line, request)) {  // the server has closed it meanwhile
        connect_again(which);
        if (!is_sent(line, request)) throw std::runtime_error("not sent");
      }
    }
  }

  static bool is_sent(const Line& line, const std::string& request) {
    return ::send(line.socket, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size());
  }

  /// Never sleeps: a timer's slack would be counted as the server's, and whoever sends to a sleeper pays for waking it,
  /// which over a network it would not.
  void receive() {
    std::array<epoll_event, 64> ready;
    const int count = ::epoll_wait(events_, ready.data(), static_cast<int>(ready.size()), 0);
    for (int i = 0; i < count; ++i) receive_on(ready[static_cast<std::size_t>(i)].data.u64);
  }

  void receive_on(std::size_t which) {
    Line& line = lines_[which];
    std::array<char, 65536> bytes;
    const auto got = ::recv(line.socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (got <= 0) return closed(which);
    line.received.append(bytes.data(), static_cast<std::size_t>(got));
    if (!is_whole(line.received)) return;
    line.waits = false;
    latencies_.push_back(std::chrono::duration<float, std::milli>(Clock::now() - line.due).count());
    if (!line.received.starts_with("HTTP/1.1 200")) ++failed_;
    if (line.received.find("\r\nConnection: close\r\n") < line.received.find("\r\n\r\n")) connect_again(which);
    line.received.clear();
    idle_.push_back(which);
  }

  void closed(std::size_t which) {
    Line& line = lines_[which];
    if (line.waits) {
      line.waits = false;
      ++lost_;
      idle_.push_back(which);
    }
    connect_again(which);
  }

  static bool is_whole(std::string_view answer) {
    constexpr std::string_view kLength = "\r\nContent-Length: ";
    const auto head = answer.find("\r\n\r\n");
    if (head == std::string_view::npos) return false;
    const auto length = answer.find(kLength);
    if (length >= head) throw std::runtime_error("an answer of no length");
    return answer.size() >= head + 4 + std::strtoul(answer.data() + length + kLength.size(), nullptr, 10);
  }

  const Asked& asked_;
  int events_;
  std::vector<Line> lines_;
  std::deque<std::size_t> idle_;
  std::size_t sent_ = 0;
  double due_ = 0;  // the next request, in seconds
  std::size_t failed_ = 0;
  std::size_t lost_ = 0;
  std::size_t connected_again_ = 0;
  Clock::time_point begun_;
  std::vector<float> latencies_;  // in milliseconds
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 5 && count != 6) {
    fmt::print(stderr, "bench_http_load PORT SECONDS CONNECTIONS RATE [PEAK] < targets\n");
    return EXIT_FAILURE;
  }
  Asked asked{.port = static_cast<std::uint16_t>(std::atoi(arguments[1])),
              .seconds = std::atof(arguments[2]),
              .connections = static_cast<std::size_t>(std::atoi(arguments[3])),
              .rate = std::atof(arguments[4]),
              .peak = count == 6 ? std::atof(arguments[5]) : 1,
              .requests = {}};
  const char* const key = std::getenv("SHELFCAST_BENCH_KEY");
  const std::string credentials = key != nullptr ? fmt::format("Authorization: Bearer {}\r\n", key) : "";
  for (std::string target; std::getline(std::cin, target);) {
    asked.requests.push_back(
        fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{}\r\n", target, asked.port, credentials));
  }
  try {
    Load load(asked);
    load.run();
    load.tell();
  } catch (const std::exception& reason) {
    fmt::print(stderr, "{}\n", reason.what());
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
