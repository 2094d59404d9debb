// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace shelfcast::models {

inline constexpr std::size_t kLanes = 16;

/// Sixteen numbers side by side: as many candidates run through a recursion at once, so that while one waits for its
/// last step the others use the processor. Each lane computes what a double would, to the bit.
struct Lanes {
  using Four = double __attribute__((vector_size(32)));
  std::array<Four, 4> fours;  // written out below: a loop would go through memory

  Lanes(double value = 0) {  // NOLINT(google-explicit-constructor): a double is the same number in every lane
    const Four four = {value, value, value, value};
    fours = {four, four, four, four};
  }
  Lanes(const Four& a, const Four& b, const Four& c, const Four& d) : fours{a, b, c, d} {}

  [[nodiscard]] double at(std::size_t lane) const { return fours[lane / 4][lane % 4]; }
  void set(std::size_t lane, double value) { fours[lane / 4][lane % 4] = value; }
};

inline Lanes operator+(const Lanes& x, const Lanes& y) {
  return {x.fours[0] + y.fours[0], x.fours[1] + y.fours[1], x.fours[2] + y.fours[2], x.fours[3] + y.fours[3]};
}
inline Lanes operator-(const Lanes& x, const Lanes& y) {
  return {x.fours[0] - y.fours[0], x.fours[1] - y.fours[1], x.fours[2] - y.fours[2], x.fours[3] - y.fours[3]};
}
inline Lanes operator*(const Lanes& x, const Lanes& y) {
  return {x.fours[0] * y.fours[0], x.fours[1] * y.fours[1], x.fours[2] * y.fours[2], x.fours[3] * y.fours[3]};
}
inline Lanes operator/(const Lanes& x, const Lanes& y) {
  return {x.fours[0] / y.fours[0], x.fours[1] / y.fours[1], x.fours[2] / y.fours[2], x.fours[3] / y.fours[3]};
}

}  // namespace shelfcast::models
