// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/product_detail.hpp"

namespace shelfcast::api {

/// What of a product is told around its table's cut.
struct Around {
  std::size_t days_back = 0;
  std::size_t days_ahead = 0;
};

/// What makes days of a product unlike others, as its table knew it: holidays, promotions, and when it was out of
/// stock; that is null where nobody told. Null where no catalogue is kept.
Result<nlohmann::ordered_json> calendar_of(const Services& services, const Shown& shown, const Around& around);

}  // namespace shelfcast::api
