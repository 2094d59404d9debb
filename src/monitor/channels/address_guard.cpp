// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/address_guard.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>

namespace shelfcast::monitor {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

struct Block {
  const char* first;
  int bits;
};

// By IANA's registries of special-purpose addresses.
constexpr std::array kClosedV4 = {Block{"0.0.0.0", 8},      Block{"10.0.0.0", 8},     Block{"100.64.0.0", 10},
                                  Block{"127.0.0.0", 8},    Block{"169.254.0.0", 16}, Block{"172.16.0.0", 12},
                                  Block{"192.0.0.0", 24},   Block{"192.0.2.0", 24},   Block{"192.88.99.0", 24},
                                  Block{"192.168.0.0", 16}, Block{"198.18.0.0", 15},  Block{"198.51.100.0", 24},
                                  Block{"203.0.113.0", 24}, Block{"224.0.0.0", 3}};
constexpr Block kGlobalV6{"2000::", 3};
constexpr std::array kClosedV6 = {Block{"2001::", 23}, Block{"2001:db8::", 32}, Block{"2002::", 16},
                                  Block{"3fff::", 20}};

bool begin_alike(const Bytes& one, const Bytes& other, int bits) {
  for (std::size_t at = 0; bits > 0; ++at, bits -= 8) {
    const unsigned mask = bits >= 8 ? 0xFFU : 0xFFU << static_cast<unsigned>(8 - bits);
    if (((one.at(at) ^ other.at(at)) & mask) != 0) return false;
  }
  return true;
}

bool is_in(const Bytes& address, const Block& block, int family) {
  Bytes first{};
  ::inet_pton(family, block.first, first.data());
  return begin_alike(address, first, block.bits);
}

bool is_public_v4(const Bytes& address) {
  return std::ranges::none_of(kClosedV4, [&](const Block& block) { return is_in(address, block, AF_INET); });
}

bool is_public_v6(const Bytes& address) {
  return is_in(address, kGlobalV6, AF_INET6) &&
         std::ranges::none_of(kClosedV6, [&](const Block& block) { return is_in(address, block, AF_INET6); });
}

/// "::ffff:10.0.0.1" is 10.0.0.1.
std::optional<Bytes> v4_in(const Bytes& address) {
  constexpr Bytes kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  constexpr std::size_t kMappedBytes = 12;
  if (!begin_alike(address, kMapped, 8 * kMappedBytes)) return std::nullopt;
  Bytes v4{};
  std::copy(address.begin() + kMappedBytes, address.end(), v4.begin());
  return v4;
}

}  // namespace

bool is_public(const sockaddr& address) {
  Bytes bytes{};
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    std::memcpy(bytes.data(), &v4.sin_addr, sizeof v4.sin_addr);
    return is_public_v4(bytes);
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  std::memcpy(bytes.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
  const auto mapped = v4_in(bytes);
  return mapped ? is_public_v4(*mapped) : is_public_v6(bytes);
}

}  // namespace shelfcast::monitor
