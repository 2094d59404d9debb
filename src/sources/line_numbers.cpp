// SPDX-License-Identifier: Apache-2.0
#include "sources/line_numbers.hpp"

#include "shelfcast/base/digest.hpp"

#include <utility>

namespace shelfcast::sources {
namespace {

constexpr unsigned kCountBits = 24;
constexpr std::uint64_t kCountMask = (std::uint64_t{1} << kCountBits) - 1;
constexpr std::size_t kFirstSlots = 1024;

}  // namespace

std::uint64_t& LineNumbers::slot_of(std::uint64_t tag) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = tag & mask;
  while (slots_[at] != 0 && slots_[at] >> kCountBits != tag) at = (at + 1) & mask;
  return slots_[at];
}

void LineNumbers::grow() {
  const auto old = std::exchange(slots_, std::vector<std::uint64_t>(slots_.empty() ? kFirstSlots : slots_.size() * 2));
  for (const std::uint64_t slot : old) {
    if (slot != 0) slot_of(slot >> kCountBits) = slot;
  }
}

std::uint32_t LineNumbers::next(std::string_view order) {
  if (used_ * 4 >= slots_.size() * 3) grow();
  const std::uint64_t tag = fingerprint(order) >> kCountBits;
  std::uint64_t& slot = slot_of(tag);
  if (slot == 0) {
    slot = tag << kCountBits;
    ++used_;
  }
  slot = (slot & ~kCountMask) | ((slot + 1) & kCountMask);
  return static_cast<std::uint32_t>(slot & kCountMask);
}

}  // namespace shelfcast::sources
