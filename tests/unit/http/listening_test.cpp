// SPDX-License-Identifier: Apache-2.0
#include "raw_connection.hpp"
#include "support/temp_folder.hpp"
#include "test_server.hpp"

#include <sys/stat.h>
#include <sys/un.h>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

struct Hello {
  runtime::Runtime runtime{{.serving = 1, .workers = 1}};
  Router router{{{"GET", "/local", [](const Request& request) { return text(request.local ? "local" : "remote"); }}}};
  Server server{runtime, router, Limits{}};
};

Result<Response> ask(const Endpoint& endpoint) {
  Request request;
  request.method = "GET";
  request.target = "/local";
  return fetch(endpoint, request, std::chrono::seconds(10));
}

/// What a process that was killed leaves behind: a socket file that nobody listens on.
void leave_stale_socket(const std::filesystem::path& path) {
  sockaddr_un where{};
  where.sun_family = AF_UNIX;
  path.string().copy(where.sun_path, sizeof(where.sun_path) - 1);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&where), sizeof(where)) == 0);
  ::close(socket);
}

}  // namespace

TEST_CASE("a port in use is named") {
  Hello first;
  Hello second;
  REQUIRE(first.server.listen(Server::Tcp{.address = "127.0.0.1", .port = 0}));
  const auto again = second.server.listen(Server::Tcp{.address = "127.0.0.1", .port = first.server.port()});
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Code::unavailable);
  CHECK(again.error().text() == "127.0.0.1:" + std::to_string(first.server.port()) + ": the port is already in use");
}

TEST_CASE("an address that cannot be listened on is a fault of the configuration") {
  Hello hello;
  CHECK(hello.server.listen(Server::Tcp{.address = "not an address", .port = 0}).error().code == Code::config);
  CHECK(hello.server.listen(Server::Tcp{.address = "192.0.2.1", .port = 0}).error().code == Code::config);
}

TEST_CASE("one server listens on TCP and on a socket for its owner only") {
  const testing::TempFolder folder;
  const auto path = folder.path() / "api.sock";
  Hello hello;
  REQUIRE(hello.server.listen(path));
  REQUIRE(hello.server.listen(Server::Tcp{.address = "localhost", .port = 0}));

  struct stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  CHECK(ask(path)->body == "local");
  CHECK(ask(TcpAddress{"127.0.0.1", hello.server.port()})->body == "local");
  CHECK(ask(TcpAddress{"localhost", hello.server.port()})->body == "local");

  hello.server.stop(std::chrono::seconds(5));
  CHECK_FALSE(std::filesystem::exists(path));
  CHECK(ask(path).error().code == Code::unavailable);
  CHECK(ask(TcpAddress{"127.0.0.1", hello.server.port()}).error().code == Code::unavailable);
}

TEST_CASE("a stale socket is replaced, a live one is not, and other files are left alone") {
  const testing::TempFolder folder;
  const auto path = folder.path() / "api.sock";
  leave_stale_socket(path);
  Hello first;
  REQUIRE(first.server.listen(path));
  Hello second;
  CHECK(second.server.listen(path).error().code == Code::conflict);
  CHECK(ask(path)->body == "local");

  const auto precious = folder.path() / "precious.txt";
  std::ofstream(precious) << "keep me";
  CHECK(second.server.listen(precious).error().code == Code::conflict);
  CHECK(std::filesystem::file_size(precious) == 7);
  CHECK(second.server.listen(folder.path() / std::string(200, 'x')).error().code == Code::config);
}

TEST_CASE("stop lets a request in flight finish and closes idle connections at once") {
  std::promise<void> begun;
  std::promise<void> release;
  Hello hello;
  const Router router({{"GET", "/work",
                        [&](const Request&) {
                          begun.set_value();
                          release.get_future().wait();
                          return text("done");
                        },
                        Pace::slow}});
  Server server(hello.runtime, router, Limits{});
  REQUIRE(server.listen(Server::Tcp{.address = "127.0.0.1", .port = 0}));
  RawConnection idle(server.port());
  RawConnection busy(server.port());
  busy.send("GET /work HTTP/1.1\r\nHost: x\r\n\r\n");
  begun.get_future().wait();

  auto stopping = std::async(std::launch::async, [&] { server.stop(std::chrono::seconds(60)); });
  CHECK(idle.read_all().empty());  // returns only when the server has closed it: it is draining now
  release.set_value();
  const std::string answer = busy.read_all();
  CHECK(status_of(answer) == 200);
  CHECK(answer.find("Connection: close") != std::string::npos);
  CHECK(answer.ends_with("done"));
  stopping.get();
  CHECK_THROWS(RawConnection(server.port()));
}

TEST_CASE("stop cuts what is still being sent at the deadline") {
  Hello hello;
  REQUIRE(hello.server.listen(Server::Tcp{.address = "127.0.0.1", .port = 0}));
  RawConnection never_ends(hello.server.port());
  never_ends.send("GET /local HTTP/1.1\r\nHost: x\r\n\r\nGET /loc");
  CHECK(status_of(never_ends.read_answer()) == 200);
  hello.server.stop(std::chrono::seconds(0));
  CHECK(never_ends.read_all().find("200") == std::string::npos);
}

TEST_CASE("no request fails while servers come and go around it") {
  std::atomic<int> failures = 0;
  Hello steady;
  REQUIRE(steady.server.listen(Server::Tcp{.address = "127.0.0.1", .port = 0}));
  std::jthread caller([&] {
    for (int i = 0; i < 200; ++i) {
      const auto answer = ask(TcpAddress{"127.0.0.1", steady.server.port()});
      if (!answer || answer->status != 200) ++failures;
    }
  });
  for (int i = 0; i < 20; ++i) {
    Server passing(steady.runtime, steady.router, Limits{});
    REQUIRE(passing.listen(Server::Tcp{.address = "127.0.0.1", .port = 0}));
    CHECK(ask(TcpAddress{"127.0.0.1", passing.port()})->status == 200);
    passing.stop(std::chrono::seconds(5));
  }
  caller.join();
  CHECK(failures == 0);
}

TEST_CASE("the client gives up at its deadline and says who did not answer") {
  const int silent = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(where);
  REQUIRE(::bind(silent, reinterpret_cast<const sockaddr*>(&where), size) == 0);
  REQUIRE(::listen(silent, 1) == 0);
  REQUIRE(::getsockname(silent, reinterpret_cast<sockaddr*>(&where), &size) == 0);
  Request request;
  request.method = "GET";
  request.target = "/";
  const auto answer = fetch(TcpAddress{"127.0.0.1", ntohs(where.sin_port)}, request, std::chrono::seconds(1));
  ::close(silent);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Code::unavailable);
  CHECK(answer.error().text().find("no answer within 1 s") != std::string::npos);
}
