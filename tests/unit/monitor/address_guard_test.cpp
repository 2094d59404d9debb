// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/address_guard.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <catch2/catch.hpp>

#include <string>

using namespace shelfcast;

namespace {

bool is_public(const std::string& text) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  if (::inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1)
    return monitor::is_public(reinterpret_cast<const sockaddr&>(v4));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  REQUIRE(::inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1);
  return monitor::is_public(reinterpret_cast<const sockaddr&>(v6));
}

}  // namespace

TEST_CASE("addresses of the public internet may be spoken to") {
  for (const std::string address :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
        "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2a01:4f8::1", "2001:4860:4860::8888", "::ffff:1.1.1.1"}) {
    CAPTURE(address);
    CHECK(is_public(address));
  }
}

TEST_CASE("addresses of this machine, private networks, links, groups and tunnels may not") {
  for (const std::string address :
       {"0.0.0.0",      "0.1.2.3",       "10.0.0.1",        "10.255.255.255", "100.64.0.1",      "100.127.255.255",
        "127.0.0.1",    "127.255.255.1", "169.254.169.254", "172.16.0.1",     "172.31.255.255",  "192.0.0.8",
        "192.0.2.1",    "192.88.99.1",   "192.168.0.1",     "198.18.0.1",     "198.19.255.255",  "198.51.100.7",
        "203.0.113.7",  "224.0.0.1",     "239.1.2.3",       "240.0.0.1",      "255.255.255.255", "::",
        "::1",          "::127.0.0.1",   "::ffff:10.0.0.1", "::ffff:7f00:1",  "64:ff9b::a00:1",  "64:ff9b:1::1",
        "100::1",       "2001::1",       "2001:db8::1",     "2002:a00:1::1",  "3fff::1",         "fc00::1",
        "fd12:3456::1", "fe80::1",       "fec0::1",         "ff02::1",        "5f00::1"}) {
    CAPTURE(address);
    CHECK(!is_public(address));
  }
}

TEST_CASE("what is no address of the internet may not be spoken to either") {
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  CHECK(!monitor::is_public(reinterpret_cast<const sockaddr&>(local)));
}
