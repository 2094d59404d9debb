// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"
#include "api/refusal.hpp"
#include "shelfcast/domain/tag.hpp"
#include "shelfcast/identity/caller.hpp"

#include <nlohmann/json_fwd.hpp>

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::api {

inline constexpr std::size_t kLongestTag = 60;    ///< bytes
inline constexpr std::size_t kMostTagged = 1000;  ///< products in one request
inline constexpr std::size_t kMostTagsAtOnce = 20;

/// UTF-8 without control characters, and without blanks around it.
bool is_tag(std::string_view text);
inline constexpr std::string_view kTagRule = "must be 1 to 60 bytes of text without blanks around it";

/// Whose tags are meant by whoever asks: a seller's own, or those that all others share.
domain::TagOwner tag_owner(const Services& services, std::string_view marketplace, const identity::Caller* caller);

/// What of which products is to change: every field that cannot be meant is an error.
std::expected<domain::TagChange, Refusal> tag_change_in(const domain::Cube& cube, const nlohmann::ordered_json& said);

/// Leaves nothing but what the owner tagged so.
std::optional<Refusal> narrow_to_tag(const Services& services, const domain::TagOwner& owner, std::string_view tag,
                                     Choice& choice);

}  // namespace shelfcast::api
