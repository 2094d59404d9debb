// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "shelfcast/http/server.hpp"
#include "shelfcast/http/socket_mail.hpp"

#include <optional>
#include <vector>

namespace shelfcast::app {

/// One server gives way to another on the same data directory, and nobody who asks notices more than a pause. Their
/// letters, in this order:
///
///     old -> new   "listening"    with the sockets, which stay open in both: who connects waits in the kernel
///     new -> old   "go"           the sockets are those that it would have opened itself
///     old -> new   "connections"  with those that are between two requests; any number of such letters
///     old -> new   "yours"        the data directory is closed
///     new -> old   "serving"      the old process ends; where the new one ends without saying this, the old one opens
///                                 the data directory again and serves on
inline constexpr std::chrono::seconds kPatienceWithProcess{10};
/// What one that cannot give way now answers with.
inline constexpr int kBusy = 409;

/// What a server has when it starts, from an earlier process.
struct Inheritance {
  std::vector<http::Descriptor> listening;
  std::vector<http::Descriptor> connections;
};

/// The old one's side.
class Heir {
 public:
  /// Meets whoever asked to take over, and gives it copies of the sockets; `unavailable` where it changed its mind:
  /// then nothing has happened.
  static Result<Heir> meet(const Config& config, std::vector<http::Descriptor> listening);
  /// `inheritance.listening` is what `meet` was given. The data directory is closed by now. True when the heir serves;
  /// false where it never will.
  bool pass_on(const std::vector<http::Descriptor>& connections);
  /// What it was to have, for whoever goes on in its place.
  Inheritance take_back(std::vector<http::Descriptor> connections) {
    return {.listening = std::move(listening_), .connections = std::move(connections)};
  }

 private:
  Heir(http::SocketMail mail, std::vector<http::Descriptor> listening)
      : mail_(std::move(mail)), listening_(std::move(listening)) {}
  http::SocketMail mail_;
  std::vector<http::Descriptor> listening_;
};

/// The new one's side.
class Predecessor {
 public:
  /// Asks the server of this data directory to give way and waits until it has; again and again while a cycle keeps it
  /// busy. Nothing where no server runs there. `config` where it listens elsewhere than configured: it serves on.
  static Result<std::optional<Predecessor>> succeed(const Config& config);

  Inheritance inheritance;
  /// It may go.
  void dismiss();

 private:
  explicit Predecessor(http::SocketMail mail) : mail_(std::move(mail)) {}
  Result<void> inherit(const Config& config);
  http::SocketMail mail_;
  double told_at_ = 0;
};

/// What systemd has opened for this process (`LISTEN_FDS`); empty where it has not.
std::vector<http::Descriptor> sockets_of_systemd();

}  // namespace shelfcast::app
