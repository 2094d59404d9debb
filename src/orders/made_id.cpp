// SPDX-License-Identifier: Apache-2.0
#include "orders/made_id.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/random.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cstdint>
#include <random>

namespace shelfcast::orders {
namespace {

std::uint64_t seed_of_process() {
  std::random_device device;
  return (std::uint64_t{device()} << 32U) | device();
}

}  // namespace

std::string made_id(Instant now) {
  static const std::uint64_t seed = seed_of_process();
  static std::atomic<std::uint64_t> made = 0;
  return fmt::format("{:x}-{}", now.seconds, hex(mix(seed, made.fetch_add(1, std::memory_order_relaxed))));
}

}  // namespace shelfcast::orders
