// SPDX-License-Identifier: Apache-2.0
#include "api/actuals/assortment.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace shelfcast::api {
namespace {

std::optional<std::uint32_t> as_id(std::string_view text) {
  std::uint32_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional(id) : std::nullopt;
}

/// Things lie ascending by id.
template <class Thing, class Id>
const Thing* by_id(const std::vector<Thing>& things, Id id) {
  const auto found = std::ranges::lower_bound(things, id, {}, &Thing::id);
  return found != things.end() && found->id == id ? &*found : nullptr;
}

template <class Thing>
const Thing* by_name(const std::vector<Thing>& things, std::string_view named) {
  const auto found = std::ranges::find(things, named, &Thing::key);
  if (found != things.end()) return &*found;
  const auto id = as_id(named);
  return id ? by_id(things, decltype(Thing::id){*id}) : nullptr;
}

Refusal unknown(std::string_view what, std::string_view named) {
  return {.status = 404,
          .type = fmt::format("unknown-{}", what),
          .title = fmt::format("There is no such {}", what),
          .detail = fmt::format("There is no {} '{}'.", what, named)};
}

Refusal ambiguous(std::string_view merchant, const std::vector<std::string>& places) {
  const std::string detail =
      merchant.empty() ? fmt::format("Several marketplaces are served: {}.", fmt::join(places, ", "))
                       : fmt::format("Merchant '{}' sells in several: {}.", merchant, fmt::join(places, ", "));
  return bad_fields(400, {{"?marketplaceId", "missing", detail + " Say which one."}});
}

}  // namespace

const domain::Product* Assortment::product(ProductId id) const {
  return by_id(known.products, id);
}

const domain::Category* Assortment::category(CategoryId id) const {
  return by_id(known.categories, id);
}

const domain::Seller* Assortment::seller(std::string_view named) const {
  return by_name(known.sellers, named);
}

const domain::Category* Assortment::category(std::string_view named) const {
  return by_name(known.categories, named);
}

bool Assortment::stands_under(CategoryId category, CategoryId root) const {
  // A tree of the source may hold a circle: more steps than there are categories lead nowhere new.
  std::size_t steps = known.categories.size();
  for (std::optional<CategoryId> at = category; at && steps > 0; --steps) {
    if (*at == root) return true;
    const auto* const found = this->category(*at);
    at = found == nullptr ? std::nullopt : found->parent;
  }
  return false;
}

std::expected<AssortmentPtr, Refusal> Assortments::of(std::string_view marketplace, std::string_view merchant) {
  const auto served = catalogue_.marketplaces();
  if (!served) return std::unexpected(refusal_of(served.error()));
  std::vector<AssortmentPtr> found;
  std::vector<std::string> places;
  bool named = false;
  for (const auto& place : *served) {
    if (!marketplace.empty() && place.key != marketplace) continue;
    named = true;
    auto assortment = now(place);
    if (!assortment) return std::unexpected(refusal_of(assortment.error()));
    if (!merchant.empty() && (*assortment)->seller(merchant) == nullptr) continue;
    found.push_back(std::move(*assortment));
    places.push_back(place.key);
  }
  if (found.size() == 1) return found.front();
  if (found.size() > 1) return std::unexpected(ambiguous(merchant, places));
  return std::unexpected(named ? unknown("merchant", merchant) : unknown("marketplace", marketplace));
}

Result<AssortmentPtr> Assortments::now(const domain::Marketplace& marketplace) {
  const std::scoped_lock lock(reading_);
  if (const auto edition = catalogue_.edition(); edition != edition_) {
    kept_.clear();
    edition_ = edition;
  }
  auto& kept = kept_[marketplace.key];
  if (kept) return kept;
  auto read = as_known_at(marketplace, clock_.now());
  if (!read) return read;
  kept = std::move(*read);
  return kept;
}

Result<AssortmentPtr> Assortments::as_known_at(const domain::Marketplace& marketplace, Instant moment) const {
  auto known = catalogue_.as_known_at(marketplace.id, moment);
  if (!known) return std::unexpected(known.error());
  auto zone = TimeZone::find(marketplace.time_zone);
  if (!zone) return std::unexpected(zone.error());
  return std::make_shared<const Assortment>(Assortment{std::move(*known), std::move(*zone)});
}

}  // namespace shelfcast::api
