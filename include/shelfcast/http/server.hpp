// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/http/admission.hpp"
#include "shelfcast/http/router.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace shelfcast::runtime {
class Runtime;
}

namespace shelfcast::http {

struct Limits {
  std::size_t header_bytes = std::size_t{16} * 1024;
  std::size_t body_bytes = std::size_t{1024} * 1024;
  std::size_t connections = 10'000;
  std::size_t slow_requests = 200;   ///< worked on or waiting for the pool; further ones get 503
  std::chrono::seconds idle{30};     ///< to wait for a (further) request, header and body included
  std::size_t prepared_answers = 0;  ///< kept ready to be sent, of those that handlers let be kept
};

/// Serves one router over TCP, or over a Unix socket that only its owner may use, or over several at once.
///
/// Calls: construct, listen+, stop; before the runtime stops, and from none of its threads. `stop` closes idle
/// connections at once, lets running requests finish until the deadline, cuts what is left and returns when all is
/// quiet; a handler that still runs is waited for even then. Every answer carries X-Request-Id; every request is
/// counted and timed under its route's template. A handler that throws is a 500.
class Server {
 public:
  struct Tcp {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
  };
  Server(runtime::Runtime& runtime, const Router& router, Limits limits, Admission admission = admit_the_anonymous);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// `unavailable` where the port is in use, `config` where the address cannot be ours; the place is address:port.
  Result<void> listen(const Tcp& where);
  /// A file of mode 0600. A stale one is replaced; `conflict` where a server answers there, or another kind of file
  /// lies.
  Result<void> listen(const std::filesystem::path& socket);
  [[nodiscard]] std::uint16_t port() const;  ///< the one really bound, also where 0 was asked for
  void stop(std::chrono::seconds deadline);  ///< no `listen` after it

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shelfcast::http
