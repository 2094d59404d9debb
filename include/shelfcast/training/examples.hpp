// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/panel.hpp"

#include <functional>
#include <span>
#include <string_view>

namespace shelfcast::training {

/// One row that shares of products can be learnt from.
struct Example {
  std::size_t product;              ///< index into Panel::products
  std::string_view days;            ///< after the origin, as "1-7": what the row looks ahead to
  Day origin;                       ///< nothing that happened later is in the features
  std::span<const float> features;  ///< in the order of features::every_feature()
  float target;                     ///< times its category's mean product it sold on those days
};

/// The rows of the bands up to kDailySteps that a fit at the panel's cut learns from, origin by origin.
void tell_examples(const domain::Panel& panel, const std::function<void(const Example&)>& take);

}  // namespace shelfcast::training
