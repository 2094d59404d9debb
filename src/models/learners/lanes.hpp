// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstring>

namespace shelfcast::models {

/// Numbers that are reckoned with side by side, in one instruction where the CPU has it; bits do not depend on that.
/// Handed on by reference only: an older CPU's calling convention has no place for them.
using DoubleLanes = double __attribute__((vector_size(32)));
using FloatLanes = float __attribute__((vector_size(32)));
inline constexpr std::size_t kDoubleLanes = 4;
inline constexpr std::size_t kFloatLanes = 8;

template <class Lanes, class Real>
void load(Lanes& lanes, const Real* from) {
  std::memcpy(&lanes, from, sizeof lanes);
}

template <class Lanes, class Real>
void store(const Lanes& lanes, Real* to) {
  std::memcpy(to, &lanes, sizeof lanes);
}

}  // namespace shelfcast::models
