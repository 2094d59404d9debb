// SPDX-License-Identifier: Apache-2.0
#include "raw_connection.hpp"
#include "shelfcast/http/socket_mail.hpp"
#include "support/certificates.hpp"
#include "support/temp_folder.hpp"
#include "test_server.hpp"

#include <sys/stat.h>

#include <future>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

constexpr const char* kWho = "GET /who HTTP/1.1\r\nHost: x\r\n\r\n";
constexpr std::chrono::seconds kDeadline{10};
constexpr std::chrono::seconds kGrace{1};

/// A server that says its name.
struct Named {
  explicit Named(const std::string& name) : router({{"GET", "/who", [name](const Request&) { return text(name); }}}) {}
  ~Named() { server.stop(kDeadline); }

  void listen() { REQUIRE(server.listen(Server::Tcp{.address = "127.0.0.1", .port = 0})); }
  /// Also on another thread, where nothing may be checked by Catch's words.
  void take_from(Named& earlier) {
    auto listening = earlier.server.listening();
    auto connections = earlier.server.hand_over(kDeadline, kGrace);
    for (auto& socket : listening) server.listen(std::move(socket)).value();
    server.adopt(std::move(connections));
  }

  runtime::Runtime runtime{{.serving = 2, .workers = 1}};
  Router router;
  Server server{runtime, router, Limits{}};
};

}  // namespace

TEST_CASE("a connection between two requests is answered by the next server, and so is one that waits") {
  Named first("first");
  first.listen();
  RawConnection kept(first.server.port());
  kept.send(kWho);
  CHECK(kept.read_answer().ends_with("first"));
  RawConnection silent(first.server.port());
  auto listening = first.server.listening();
  auto connections = first.server.hand_over(kDeadline, kGrace);
  CHECK(connections.size() >= 1);
  RawConnection waiting(address_of(listening.front()).port);
  waiting.send(kWho);
  kept.send(kWho);

  Named second("second");
  REQUIRE(second.server.listen(std::move(listening.front())));
  second.server.adopt(std::move(connections));
  CHECK(second.server.port() == first.server.port());
  CHECK(kept.read_answer().ends_with("second"));
  CHECK(waiting.read_answer().ends_with("second"));
  silent.send(kWho);
  CHECK(silent.read_answer().ends_with("second"));
}

TEST_CASE("a request that has come in part is answered by the server that has read it") {
  Named first("first");
  first.listen();
  RawConnection caller(first.server.port());
  caller.send("GET /who HTTP/1.1\r\nHo");
  RawConnection other(first.server.port());
  other.send(kWho);
  CHECK(other.read_answer().ends_with("first"));
  Named second("second");
  auto taking = std::async(std::launch::async, [&] { second.take_from(first); });
  caller.send("st: x\r\n\r\n");
  CHECK(status_of(caller.read_answer()) == 200);
  taking.get();
  caller.send(kWho);
  CHECK(caller.read_answer().ends_with("second"));
}

TEST_CASE("over TLS a caller may ask once more within the grace, and is told that it was the last time") {
  const testing::TempFolder folder;
  const auto files = testing::CertificateMaker(folder.path()).make("shop", "DNS:localhost");
  Named first("first");
  first.server.certify(Certificate::read(files).value());
  first.listen();
  Client caller(TlsAddress{.tcp = {"localhost", first.server.port()}, .ca_file = files.chain.string()});
  Request request;
  request.method = "GET";
  request.target = "/who";
  CHECK(caller.send(request, kDeadline)->body == "first");
  auto stopping = std::async(std::launch::async, [&] { return first.server.hand_over(kDeadline, kGrace); });
  const auto last = caller.send(request, kDeadline);
  REQUIRE(last);
  CHECK(last->body == "first");
  CHECK(stopping.get().empty());
}

TEST_CASE("what is no listening socket is not served") {
  Named server("one");
  CHECK(server.server.listen(Descriptor()).error().code == Code::config);
  Named other("other");
  other.listen();
  RawConnection caller(other.server.port());
  caller.send(kWho);
  CHECK(caller.read_answer().ends_with("other"));
  auto connections = other.server.hand_over(kDeadline, kGrace);
  REQUIRE(connections.size() == 1);
  CHECK(server.server.listen(std::move(connections.front())).error().code == Code::config);
}

TEST_CASE("letters bring words and open sockets, and tell when the other side has gone") {
  const testing::TempFolder folder;
  const auto path = folder.path() / "box";
  auto mailbox = Mailbox::open(path);
  REQUIRE(mailbox);
  struct stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  CHECK(Mailbox::open(path).error().code == Code::conflict);

  auto sender = SocketMail::to(path);
  REQUIRE(sender);
  auto receiver = mailbox->first(kDeadline);
  REQUIRE(receiver);
  Named server("one");
  server.listen();
  REQUIRE(sender->send("sockets", server.server.listening()));
  const auto letter = receiver->receive(kDeadline);
  REQUIRE(letter);
  CHECK(letter->word == "sockets");
  REQUIRE(letter->enclosed.size() == 1);
  CHECK(address_of(letter->enclosed.front()).port == server.server.port());
  CHECK(receiver->receive(std::chrono::milliseconds(1)).error().text().find("says nothing") != std::string::npos);
  *sender = SocketMail(Descriptor());
  CHECK(receiver->receive(kDeadline).error().text().find("has gone") != std::string::npos);
  CHECK(SocketMail::to(folder.path() / "none").error().code == Code::unavailable);
}
