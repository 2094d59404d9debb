// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/actuals/subject.hpp"
#include "api/actuals/takings.hpp"
#include "shelfcast/deltas/deltas.hpp"

#include <span>
#include <vector>

namespace shelfcast::api {

/// What of a product a question counts.
struct Belonging {
  bool is_counted = true;  ///< it stands under the category asked about
  bool is_own = true;      ///< the merchant asked about sells it
  std::optional<Minor> unit_cost = {};
};

/// Of every product of an assortment. Does not outlive the subject.
class Belongings {
 public:
  explicit Belongings(const Subject& subject);

  [[nodiscard]] Belonging of(ProductId product) const;

 private:
  const Subject& subject_;
  std::vector<Belonging> belongings_;  // by place in the assortment's products
};

/// What was sold in each of these periods, which ascend and do not overlap, in days of the subject's zone.
Result<std::vector<Takings>> takings_of(const deltas::Deltas& deltas, const Subject& subject,
                                        std::span<const Period> periods);

}  // namespace shelfcast::api
