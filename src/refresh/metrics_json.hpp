// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/cycle.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace shelfcast::refresh {

/// A trained model's metrics as the registry keeps them.
inline std::string accuracy_json(const std::vector<domain::Accuracy>& accuracy, const std::string& rival) {
  nlohmann::ordered_json json{{"rival", rival}, {"accuracy", nlohmann::ordered_json::array()}};
  for (const auto& row : accuracy) {
    json["accuracy"].push_back({{"name", row.name}, {"model", row.model}, {"rival", row.rival}});
  }
  return json.dump();
}

}  // namespace shelfcast::refresh
