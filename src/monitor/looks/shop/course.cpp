// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/shop/course.hpp"

#include "shelfcast/base/chance.hpp"

#include <algorithm>

namespace shelfcast::monitor::shop {

double variance_of(const Course& course) {
  constexpr double kHolds95 = 1.96;  // standard deviations
  const double reach =
      course.came > course.foreseen ? course.held.high - course.foreseen : course.foreseen - course.held.low;
  return std::max(reach / kHolds95 * (reach / kHolds95), course.foreseen);
}

double off_course(const Course& course, double below) {
  return deviations(course.came, course.foreseen, variance_of(course), below);
}

}  // namespace shelfcast::monitor::shop
