// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace shelfcast::deltas {

/// Hands the entries of two readers to `take` in ascending order of their places; two of the same place are added up.
/// Where one ends, the other's next entry and all that it has left go to `take_rest`.
template <class Reader, class PlaceOf, class Take, class TakeRest>
void join_sorted(Reader left_entries, Reader right_entries, PlaceOf place_of, Take take, TakeRest take_rest) {
  auto left = left_entries.next();
  auto right = right_entries.next();
  while (left && right) {
    const bool from_left = place_of(*left) <= place_of(*right);
    const bool from_right = place_of(*right) <= place_of(*left);
    auto entry = from_left ? *left : *right;
    if (from_left && from_right) entry += *right;
    take(entry);
    if (from_left) left = left_entries.next();
    if (from_right) right = right_entries.next();
  }
  if (left) take_rest(*left, left_entries.rest());
  if (right) take_rest(*right, right_entries.rest());
}

}  // namespace shelfcast::deltas
