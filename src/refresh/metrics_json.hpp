// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/refresh/trainings.hpp"
#include "shelfcast/training/train.hpp"

#include <string>
#include <string_view>

namespace shelfcast::refresh {

/// A trained model's metrics as the registry keeps them; `based_on` is the version that it took over, or empty.
std::string metrics_json(const training::Trained& trained, std::string_view based_on = {});
/// What they tell of a training: all but its blob and its confidence.
training::Trained trained_in(std::string_view metrics);
/// How far it rests on each feature; empty where that was not told.
FeatureParts features_in(std::string_view metrics);
/// The version that was taken over; empty where everything was learnt anew.
std::string based_on_in(std::string_view metrics);
/// The contest in them; empty where they are older than contests.
domain::Contest contest_in(std::string_view metrics);
/// The naive model that was the best; empty where that was not measured.
std::string rival_in(std::string_view metrics);

}  // namespace shelfcast::refresh
