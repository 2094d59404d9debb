// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/http/admission.hpp"
#include "shelfcast/http/certificate.hpp"
#include "shelfcast/http/descriptor.hpp"
#include "shelfcast/http/router.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

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
/// Calls: construct, (listen | adopt)+, (stop | hand_over); before the runtime stops, and from none of its threads.
/// `stop` accepts nobody any more, answers what comes over connections that are open with `Connection: close`, closes
/// those that stay idle through the grace, lets running requests finish until the deadline, cuts what is left and
/// returns when all is quiet; a handler that still runs is waited for even then. Every answer carries X-Request-Id;
/// every request is counted and timed under its route's template. A handler that throws is a 500.
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

  /// At any time: those who connect over TCP from now on are spoken to by TLS, and shown this. Who is connected stays.
  void certify(CertificatePtr certificate);
  /// `unavailable` where the port is in use, `config` where the address cannot be ours; the place is address:port.
  Result<void> listen(const Tcp& where);
  /// A file of mode 0600. A stale one is replaced; `conflict` where a server answers there, or another kind of file
  /// lies.
  Result<void> listen(const std::filesystem::path& socket);
  /// A TCP socket that listens already; `config` where it does not.
  Result<void> listen(Descriptor listening);
  /// Connections of another process, without TLS, that are between two requests.
  void adopt(std::vector<Descriptor> connections);
  /// The TCP sockets that this server listens on, opened once more: who connects while one is open anywhere waits.
  [[nodiscard]] std::vector<Descriptor> listening() const;
  [[nodiscard]] std::uint16_t port() const;  ///< the one really bound, also where 0 was asked for
  void stop(std::chrono::seconds deadline, std::chrono::seconds grace = {});  ///< no `listen` after it
  /// Like `stop`, but connections without TLS are not closed: each is returned when it is between two requests.
  std::vector<Descriptor> hand_over(std::chrono::seconds deadline, std::chrono::seconds grace);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Where a TCP socket listens; port 0 where it is none.
Server::Tcp address_of(const Descriptor& listening);

}  // namespace shelfcast::http
