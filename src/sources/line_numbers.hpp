// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// Numbers the lines of orders whose lines have no ids: the first line of an order is 1, the next 2, also where other
/// orders stand between them. The same rows in the same order get the same numbers.
///
/// Memory: some 12 bytes an order. Orders are told apart by 40 bits of a hash: where two are taken for one, their lines
///         are numbered on, which still tells them apart.
class LineNumbers {
 public:
  std::uint32_t next(std::string_view order);

 private:
  void grow();
  std::uint64_t& slot_of(std::uint64_t tag);

  std::vector<std::uint64_t>
      slots_;  // tag of an order in the upper 40 bits, its lines so far in the lower 24; 0 is free
  std::size_t used_ = 0;
};

}  // namespace shelfcast::sources
