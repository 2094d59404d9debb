// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace shelfcast::graphql {

/// The lists and non-nulls around a named type, the outermost first: two bits each, so that types are compared, and
/// unwrapped, as numbers. There is room for 15 lists.
class Wraps {
 public:
  static constexpr int kMostLists = 15;

  [[nodiscard]] constexpr bool none() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool is_list() const { return (bits_ & 3U) == kList; }
  [[nodiscard]] constexpr bool is_non_null() const { return (bits_ & 3U) == kNonNull; }
  [[nodiscard]] constexpr Wraps inner() const { return Wraps(bits_ >> 2U); }
  [[nodiscard]] constexpr Wraps nullable() const { return is_non_null() ? inner() : *this; }
  [[nodiscard]] constexpr Wraps in_list() const { return Wraps(bits_ << 2U | kList); }
  [[nodiscard]] constexpr Wraps non_null() const { return Wraps(bits_ << 2U | kNonNull); }
  [[nodiscard]] constexpr std::uint64_t bits() const { return bits_; }

  constexpr Wraps() = default;
  constexpr bool operator==(const Wraps&) const = default;

 private:
  static constexpr std::uint64_t kList = 1;
  static constexpr std::uint64_t kNonNull = 2;
  constexpr explicit Wraps(std::uint64_t bits) : bits_(bits) {}
  std::uint64_t bits_ = 0;
};

/// "[Int!]!"
std::string wrapped_name(std::string_view name, Wraps wraps);

}  // namespace shelfcast::graphql
