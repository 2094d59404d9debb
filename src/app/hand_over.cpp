// SPDX-License-Identifier: Apache-2.0
#include "app/hand_over.hpp"

#include "app/access.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/http/client.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iterator>
#include <string_view>
#include <thread>

namespace shelfcast::app {
namespace {

using telemetry::log;
using telemetry::Severity;

constexpr std::string_view kListening = "listening";
constexpr std::string_view kGo = "go";
constexpr std::string_view kConnections = "connections";
constexpr std::string_view kYours = "yours";
constexpr std::string_view kServing = "serving";
constexpr std::chrono::milliseconds kBetweenRequests{250};
constexpr int kFirstOfSystemd = 3;

std::filesystem::path mailbox(const Config& config) {
  return std::filesystem::path(config.text("data")) / "hand-over.sock";
}

Result<void> expect(http::SocketMail& mail, std::string_view word, std::chrono::milliseconds patience) {
  const auto letter = mail.receive(patience);
  if (!letter) return std::unexpected(letter.error());
  if (letter->word != word) return fail(Code::unavailable, "the other process", "says what was not to be said now");
  return {};
}

/// False where no server is there; waits while one is busy.
Result<bool> ask_to_give_way(const Config& config) {
  http::Request request;
  request.method = "POST";
  request.target = "/hand-over";
  for (bool is_first = true;; is_first = false) {
    const auto answer = http::fetch(control_socket(config), request, kPatienceWithProcess);
    if (!answer) return false;
    if (answer->status == 200) return true;
    if (answer->status != kBusy)
      return fail(Code::conflict, "the running server", "is too old to give way: stop it instead");
    if (is_first) log(Severity::info, "waiting for the running server to end its cycle or job");
    std::this_thread::sleep_for(kBetweenRequests);
  }
}

Result<void> must_be_as_configured(const http::Descriptor& listening, const Config& config) {
  const auto where = http::address_of(listening);
  const auto& address = config.text("server.address");
  const auto port = config.integer("server.port");
  const bool fits =
      where.address == (address == "localhost" ? "127.0.0.1" : address) && (port == 0 || port == where.port);
  if (fits) return {};
  return fail(Code::config, "server.address",
              fmt::format("is {}:{}, but the running server listens on {}:{}: that needs a restart", address, port,
                          where.address, where.port));
}

std::optional<int> number_in(const char* variable) {
  const char* text = std::getenv(variable);
  if (text == nullptr) return std::nullopt;
  int number = 0;
  const std::string_view digits(text);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc() && end == digits.data() + digits.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<Heir> Heir::meet(const Config& config, std::vector<http::Descriptor> listening) {
  auto mail = http::SocketMail::to(mailbox(config));
  if (!mail) return std::unexpected(mail.error());
  if (auto sent = mail->send(kListening, listening); !sent) return std::unexpected(sent.error());
  if (auto goes = expect(*mail, kGo, kPatienceWithProcess); !goes) return std::unexpected(goes.error());
  return Heir(std::move(*mail), std::move(listening));
}

bool Heir::pass_on(const std::vector<http::Descriptor>& connections) {
  std::span<const http::Descriptor> left(connections);
  while (!left.empty()) {
    const auto some = left.first(std::min(left.size(), http::SocketMail::kMostEnclosed));
    if (!mail_.send(kConnections, some)) return false;
    left = left.subspan(some.size());
  }
  return mail_.send(kYours) && expect(mail_, kServing, http::SocketMail::kForEver);
}

Result<std::optional<Predecessor>> Predecessor::succeed(const Config& config) {
  auto box = http::Mailbox::open(mailbox(config));
  if (!box) return std::unexpected(box.error());
  const auto gives_way = ask_to_give_way(config);
  if (!gives_way) return std::unexpected(gives_way.error());
  if (!*gives_way) {
    log(Severity::info, "no server runs on this data directory: nothing to take over");
    return std::nullopt;
  }
  auto mail = box->first(kPatienceWithProcess);
  if (!mail) return std::unexpected(mail.error());
  Predecessor predecessor(std::move(*mail));
  if (auto inherited = predecessor.inherit(config); !inherited) return std::unexpected(inherited.error());
  return predecessor;
}

Result<void> Predecessor::inherit(const Config& config) {
  auto first = mail_.receive(kPatienceWithProcess);
  if (!first) return std::unexpected(first.error());
  for (const auto& socket : first->enclosed) {
    if (auto fits = must_be_as_configured(socket, config); !fits) return fits;
  }
  inheritance.listening = std::move(first->enclosed);
  told_at_ = stopwatch_seconds();
  if (auto sent = mail_.send(kGo); !sent) return sent;
  for (;;) {
    auto letter = mail_.receive();
    if (!letter) return std::unexpected(letter.error());
    if (letter->word == kYours) return {};
    std::ranges::move(letter->enclosed, std::back_inserter(inheritance.connections));
  }
}

void Predecessor::dismiss() {
  const bool heard = mail_.send(kServing).has_value();
  log(Severity::info, "taken over", {{"duration_s", stopwatch_seconds() - told_at_}, {"heard", heard}});
}

std::vector<http::Descriptor> sockets_of_systemd() {
  std::vector<http::Descriptor> sockets;
  const auto count = number_in("LISTEN_PID") == ::getpid() ? number_in("LISTEN_FDS").value_or(0) : 0;
  sockets.reserve(static_cast<std::size_t>(std::max(count, 0)));
  for (int i = 0; i < count; ++i) sockets.emplace_back(http::Descriptor(kFirstOfSystemd + i).again());
  return sockets;
}

}  // namespace shelfcast::app
