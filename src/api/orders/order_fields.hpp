// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/orders/act.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace shelfcast::api {

/// A JSON value that is not a list or an object. Numbers keep the digits in which they came: money is never a double.
struct Scalar {
  enum class Kind : std::uint8_t { text, number, other } kind = Kind::other;
  std::string text;
};

/// Which acts take a field, and which of them need it: bits by orders::Kind.
struct Takers {
  unsigned may = 0;
  unsigned must = 0;
};

/// A field of an act, and the function that reads it: false where the value is of the wrong kind.
template <class Into>
struct BodyField {
  std::string_view name;
  Takers takers;
  bool (*read)(const Scalar& value, Into& into);
  std::string_view rule;  ///< "must be ..."
};

std::span<const BodyField<orders::Act>> act_fields();
std::span<const BodyField<orders::Item>> item_fields();
inline constexpr std::string_view kItems = "items";
Takers takers_of_items();

inline bool takes(unsigned kinds, orders::Kind kind) {
  return (kinds >> static_cast<unsigned>(kind) & 1U) != 0;
}

}  // namespace shelfcast::api
