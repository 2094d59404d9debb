// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace shelfcast::deltas {

/// Hands the entries of two readers to `take` in ascending order of their places; two of the same place are added up.
template <class Reader, class PlaceOf, class Take>
void join_sorted(Reader left_entries, Reader right_entries, PlaceOf place_of, Take take) {
  auto left = left_entries.next();
  auto right = right_entries.next();
  while (left || right) {
    const bool from_left = left && (!right || place_of(*left) <= place_of(*right));
    const bool from_right = right && (!left || place_of(*right) <= place_of(*left));
    auto entry = from_left ? *left : *right;
    if (from_left && from_right) entry += *right;
    take(entry);
    if (from_left) left = left_entries.next();
    if (from_right) right = right_entries.next();
  }
}

}  // namespace shelfcast::deltas
