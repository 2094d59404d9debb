// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"
#include "shelfcast/domain/running.hpp"
#include "shelfcast/ranking/cube.hpp"

#include <cstddef>

namespace shelfcast::ranking {

/// Lets the running days speak: `cells` (those of `expected`, `width` to a product, the first ones a day each) get what
/// was already sold in them and what is still expected of them, and where far more was sold than chance explains, the
/// rest of today and, less and less, the days after it are raised. A category without sales yet stays as it is.
void nowcast(const domain::Panel& panel, const domain::Running& running, std::size_t width, Cells& cells);

}  // namespace shelfcast::ranking
