// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/http/message.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <variant>

namespace shelfcast::http {

struct TcpAddress {
  std::string host;
  std::uint16_t port = 0;
};
/// The same, by TLS. The server must prove to be that host.
struct TlsAddress {
  TcpAddress tcp;
  std::string ca_file = {};  ///< certificates that may vouch for it; empty: those that this system trusts
};
using Endpoint = std::variant<TcpAddress, TlsAddress, std::filesystem::path>;

/// Asks one server, over a connection that is kept while both sides like. Blocking; for one thread at a time.
class Client {
 public:
  explicit Client(Endpoint endpoint);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// `unavailable` where no answer came within the deadline: the request may have arrived, or not. The next one gets a
  /// new connection.
  Result<Response> send(const Request& request, std::chrono::seconds deadline);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// One request over a connection of its own, blocking. Only method, target, headers and body of `request` are used.
/// `unavailable` where nobody answers within the deadline.
Result<Response> fetch(const Endpoint& endpoint, const Request& request, std::chrono::seconds deadline);

}  // namespace shelfcast::http
