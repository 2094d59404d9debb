// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/question.hpp"
#include "api/refusal.hpp"
#include "shelfcast/api/api.hpp"
#include "shelfcast/control/tags.hpp"
#include "shelfcast/identity/caller.hpp"
#include "shelfcast/predictions/tables.hpp"

#include <nlohmann/json_fwd.hpp>

#include <expected>
#include <optional>
#include <span>
#include <string>

namespace shelfcast::api {

struct TagsAsked {
  std::string marketplace;
  std::string product;
};
/// The marketplace, and a product of which alone the tags are asked.
std::span<const Parameter<TagsAsked>> tag_parameters();
/// The marketplace alone: a change names its products itself.
std::span<const Parameter<TagsAsked>> tag_change_parameters();

/// The table whose products are tagged, and whose tags they are.
struct TagDesk {
  predictions::TablePtr table;
  domain::TagOwner owner;
  std::optional<ProductId> product;
};
std::expected<TagDesk, Refusal> tag_desk(const Services& services, const QueryParameters& query,
                                         std::span<const Parameter<TagsAsked>> parameters,
                                         const identity::Caller* caller);

using CountedTags = std::vector<domain::CountedTag>;
std::expected<CountedTags, Refusal> tags_at(const Services& services, const TagDesk& desk);
/// As a body says it; the tags afterwards.
std::expected<CountedTags, Refusal> change_tags(const Services& services, const TagDesk& desk,
                                                const nlohmann::ordered_json& said);

nlohmann::ordered_json tags_json(const CountedTags& tags);

}  // namespace shelfcast::api
