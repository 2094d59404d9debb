// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/forecast.hpp"

#include <nlohmann/json_fwd.hpp>

namespace shelfcast::domain {

/// A receipt as it is written: the same in a table's manifest, a cycle's report and an answer.
nlohmann::ordered_json to_json(const Receipt& receipt);
/// Throws where the JSON is no receipt. What the first tables did not say yet stays empty.
Receipt receipt_from_json(const nlohmann::ordered_json& json);

}  // namespace shelfcast::domain
