// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace shelfcast {

/// A counter-based random stream: the n-th number depends on (seed, stream, n) alone, so that any part can be drawn by
/// any thread, in any order, with the same result on every machine.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream);

  std::uint64_t next();
  double uniform();                          ///< in (0, 1)
  std::uint64_t below(std::uint64_t bound);  ///< in [0, bound), bound > 0
  double normal();                           ///< mean 0, deviation 1
  double gamma(double shape);                ///< scale 1, shape > 0
  std::uint64_t poisson(double mean);        ///< mean >= 0
  void jump_to(std::uint64_t n) { counter_ = n; }

 private:
  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

/// A well-mixed 64-bit hash of two numbers.
std::uint64_t mix(std::uint64_t a, std::uint64_t b);

}  // namespace shelfcast
