// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"
#include "training/prediction.hpp"

namespace shelfcast::training {

/// Tells of each category what is expected at the cut of `panel`, which is `told` with weeks spread: of the products
/// that the prediction speaks of.
void tell(const Prediction& prediction, const domain::Panel& told, const domain::Panel& panel,
          const domain::TakeCategory& take);

/// The same of every product, from units of the days ahead: products x kHorizon.
void tell(const models::Grid& units, const domain::Panel& told, const domain::Panel& panel,
          const domain::TakeCategory& take);

}  // namespace shelfcast::training
