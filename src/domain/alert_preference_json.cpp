// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/alert_preference_json.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::domain {

nlohmann::ordered_json to_json(const AlertPreference& preference) {
  return {{"marketplaceId", preference.marketplace},
          {"sellerKey", preference.seller},
          {"email", preference.email},
          {"slackUrl", preference.slack},
          {"webhookUrl", preference.webhook},
          {"webhookIsSigned", !preference.secret.empty()},
          {"telephone", preference.telephone},
          {"cadence", kCadences[static_cast<std::size_t>(preference.cadence)]},
          {"alertsPerWeek", preference.alerts_per_week},
          {"leastPriority", kPriorities[static_cast<std::size_t>(preference.least)]},
          {"thresholds", preference.thresholds},
          {"mutedRules", preference.muted}};
}

}  // namespace shelfcast::domain
