// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/series/lanes.hpp"

#include <algorithm>

namespace shelfcast::models {

/// Where the best parameters are looked for: each between `low` and `high`.
template <std::size_t N>
struct Box {
  std::array<double, N> low;
  std::array<double, N> high;
};

template <std::size_t N>
using Point = std::array<double, N>;
template <std::size_t N>
using Points = std::array<Lanes, N>;  ///< a point a lane

template <std::size_t N>
Point<N> point_at(const Points<N>& points, std::size_t lane) {
  Point<N> point;
  for (std::size_t axis = 0; axis < N; ++axis) point[axis] = points[axis].at(lane);
  return point;
}

/// The first of the lanes with the least error: the same on every machine.
inline std::size_t least(const Lanes& errors) {
  std::size_t best = 0;
  for (std::size_t lane = 1; lane < kLanes; ++lane)
    if (errors.at(lane) < errors.at(best)) best = lane;
  return best;
}

/// Lane 0 is the centre. The others go along the axes, forward and back in turns; when all axes have had their turn,
/// the next go a third as far. `reach` is a part of the box.
template <std::size_t N>
Points<N> around(const Point<N>& centre, double reach, const Box<N>& box) {
  Points<N> points;
  for (std::size_t axis = 0; axis < N; ++axis) points[axis] = Lanes(centre[axis]);
  double step = reach;
  for (std::size_t lane = 1; lane < kLanes; ++lane) {
    const std::size_t turn = (lane - 1) % (2 * N);
    if (turn == 0 && lane > 1) step /= 3;
    const std::size_t axis = turn / 2;
    const double moved = centre[axis] + (turn % 2 == 0 ? step : -step) * (box.high[axis] - box.low[axis]);
    points[axis].set(lane, std::clamp(moved, box.low[axis], box.high[axis]));
  }
  return points;
}

/// Sixteen values from one end of the box to the other.
inline Points<1> across(const Box<1>& box) {
  Points<1> points;
  for (std::size_t lane = 0; lane < kLanes; ++lane)
    points[0].set(lane, box.low[0] + (box.high[0] - box.low[0]) * static_cast<double>(lane) / (kLanes - 1));
  return points;
}

struct Patience {
  double reach;     ///< of the first round, as a part of the box
  double fine;      ///< ends when the reach has become shorter than this
  int rounds = 24;  ///< at most
};

/// Goes to the best of the sixteen points around, as long as one is better; then looks closer.
template <std::size_t N, class ErrorsOf>
Point<N> descend(Point<N> centre, const Box<N>& box, const Patience& patience, const ErrorsOf& errors_of) {
  double reach = patience.reach;
  for (int round = 0; round < patience.rounds && reach >= patience.fine; ++round) {
    const auto points = around(centre, reach, box);
    const std::size_t best = least(errors_of(points));
    if (best == 0) reach /= 4;
    centre = point_at(points, best);
  }
  return centre;
}

/// One parameter: the best of sixteen across the box, then closer.
template <class ErrorsOf>
double find_in(const Box<1>& box, const ErrorsOf& errors_of) {
  const auto points = across(box);
  const auto start = point_at(points, least(errors_of(points)));
  return descend(start, box, {.reach = 0.05, .fine = 0.001, .rounds = 4}, errors_of)[0];
}

}  // namespace shelfcast::models
