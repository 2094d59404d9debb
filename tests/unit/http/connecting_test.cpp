// SPDX-License-Identifier: Apache-2.0
#include "http/connecting.hpp"

#include "raw_connection.hpp"
#include "support/redis_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <optional>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

using boost::system::error_code;

/// Where a connection is neither taken nor refused: as many wait to be taken as may.
struct CrowdedServer {
  CrowdedServer() {
    for (int i = 0; i < 4; ++i) {
      waiting.emplace_back(context);
      waiting.back().open(asio::ip::tcp::v4());
      waiting.back().async_connect(address(), [](const error_code&) {});
    }
  }
  [[nodiscard]] asio::ip::tcp::endpoint address() const { return {asio::ip::address_v4::loopback(), server.port()}; }

  testing::DeafServer server;
  asio::io_context context;
  std::vector<asio::ip::tcp::socket> waiting;
};

struct Attempt {
  Task<void> run() { outcome = co_await connect_to(socket, addresses, given_up); }
  void begin() {
    asio::co_spawn(strand, run(), [](const std::exception_ptr&) {});
    context.run_for(std::chrono::milliseconds(20));
  }

  Addresses addresses;
  bool given_up = false;
  std::optional<error_code> outcome = {};
  asio::io_context context{1};
  Strand strand = asio::make_strand(context);
  Socket socket{strand};
};

}  // namespace

TEST_CASE("who gives up while it connects is not led on to the next address") {
  const CrowdedServer crowded;
  Attempt attempt{.addresses = {crowded.address(), crowded.address()}};
  attempt.begin();
  REQUIRE(!attempt.outcome);
  attempt.given_up = true;
  attempt.socket.close();
  attempt.context.run_for(std::chrono::seconds(10));
  CHECK(attempt.outcome == error_code(asio::error::operation_aborted));
}

TEST_CASE("an address that refuses leads on to the next one") {
  const testing::DeafServer there;
  const std::uint16_t nobody = testing::DeafServer().port();
  const auto at = [](std::uint16_t port) { return asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port); };
  Attempt attempt{.addresses = {at(nobody), at(there.port())}};
  attempt.begin();
  CHECK(attempt.outcome == error_code());
  Attempt in_vain{.addresses = {at(nobody)}};
  in_vain.begin();
  CHECK(in_vain.outcome == error_code(asio::error::connection_refused));
  Attempt nowhere{.addresses = {}};
  nowhere.begin();
  CHECK(nowhere.outcome == error_code(asio::error::host_not_found));
}

TEST_CASE("an IP address is found at once, a name by those who wait for it, and what is no name never") {
  for (const auto* const address : {"127.0.0.1", "::1"}) {
    auto found = look_up(address, 80);
    CHECK(found.wait_for(std::chrono::seconds(0)) == std::future_status::ready);
    CHECK(found.get().size() == 1);
  }
  CHECK_FALSE(look_up("localhost", 80).get().empty());
  CHECK(look_up(std::string(300, 'a'), 80).get().empty());
}
