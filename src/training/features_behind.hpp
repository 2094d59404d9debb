// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "training/parameters.hpp"

#include <functional>
#include <map>
#include <string>

namespace shelfcast::training {

/// How far the shares of the next days rest on each feature, 1 in all: what the members of products that can say do,
/// each as far as it is believed everywhere. Empty where none can.
std::map<std::string, double, std::less<>> features_behind(const ProductBlobs& fits, const Blend& blend);

}  // namespace shelfcast::training
