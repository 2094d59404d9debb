// SPDX-License-Identifier: Apache-2.0
#include "http/request_id.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/random.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <random>
#include <span>

namespace shelfcast::http {

namespace {

constexpr std::size_t kLongest = 64;  // what a RequestId holds

std::uint64_t seed_of_process() {
  std::random_device device;
  return (std::uint64_t{device()} << 32U) | device();
}

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

}  // namespace

bool is_request_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongest && std::ranges::all_of(text, is_id_character);
}

RequestId::RequestId(std::string_view callers) {
  if (is_request_id(callers)) {
    std::ranges::copy(callers, text_.begin());
    size_ = static_cast<std::uint8_t>(callers.size());
    return;
  }
  static const std::uint64_t seed = seed_of_process();
  static std::atomic<std::uint64_t> given = 0;
  const std::span<char, 64> all = text_;
  write_hex(mix(seed, given.fetch_add(1, std::memory_order_relaxed)), all.first<16>());
  size_ = 16;
}

}  // namespace shelfcast::http
