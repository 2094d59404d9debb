// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace shelfcast::domain {

enum class Level : std::uint8_t { product, category, marketplace };

}  // namespace shelfcast::domain
