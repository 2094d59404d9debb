// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/question.hpp"
#include "shelfcast/api/api.hpp"
#include "shelfcast/domain/feedback.hpp"
#include "shelfcast/identity/caller.hpp"

#include <nlohmann/json_fwd.hpp>

#include <expected>
#include <string_view>

namespace shelfcast::api {

/// Keeps what somebody thinks of a prediction; null: somebody who is not known. Its fields are read as the parameters
/// of a question are; those that are wrong are told as "?field".
std::expected<domain::Feedback, Refusal> give_feedback(const Services& services, const QueryParameters& fields,
                                                       const identity::Caller* by, std::string_view idempotency_key);

nlohmann::ordered_json feedback_json(const domain::Feedback& feedback);

}  // namespace shelfcast::api
