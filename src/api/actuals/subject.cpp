// SPDX-License-Identifier: Apache-2.0
#include "api/actuals/subject.hpp"

#include "shelfcast/deltas/deltas.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::api {
namespace {

constexpr std::size_t kLongestKey = 128;

/// As asked for, else the merchant's own, else the marketplace's.
Result<void> set_calendar(const AskedSubject& asked, Subject& subject) {
  const auto& assortment = *subject.assortment;
  const auto* const merchant = subject.merchant.get();
  const bool has_zone = merchant != nullptr && !merchant->time_zone.empty();
  auto own_zone = has_zone ? TimeZone::find(merchant->time_zone) : Result<TimeZone>(assortment.zone);
  if (!own_zone) return std::unexpected(own_zone.error());
  subject.zone = asked.zone.value_or(*own_zone);
  const auto own_start = merchant != nullptr ? merchant->week_start : std::nullopt;
  subject.week_start = asked.week_start.value_or(own_start.value_or(assortment.known.marketplace.week_start));
  return {};
}

}  // namespace

bool read_key(std::string_view text, std::string& key) {
  key = text;
  return !text.empty() && text.size() <= kLongestKey;
}

bool read_zone(std::string_view text, AskedSubject& asked) {
  if (auto zone = TimeZone::find(text)) asked.zone = std::move(*zone);
  return asked.zone.has_value();
}

bool read_week_start(std::string_view text, AskedSubject& asked) {
  asked.week_start = parse_weekday(text);
  return asked.week_start.has_value();
}

std::optional<Refusal> find_category(const AskedSubject& asked, Subject& subject) {
  if (asked.category.empty()) return std::nullopt;
  subject.category = subject.assortment->category(asked.category);
  if (subject.category != nullptr) return std::nullopt;
  return Refusal{.status = 404,
                 .type = "unknown-category",
                 .title = "There is no such category",
                 .detail = fmt::format("There is no category '{}'.", asked.category)};
}

/// The clock's, or the end of the data where that is what `now` means.
Result<Instant> Subjects::now_in(const Assortment& assortment) const {
  if (!services_->options.pinned_now) return services_->clock.now();
  const auto extent = services_->deltas->extent(assortment.known.marketplace.id);
  if (!extent) return std::unexpected(extent.error());
  return *extent ? assortment.zone.midnight((*extent)->last + 1) - 1 : services_->clock.now();
}

std::expected<Subject, Refusal> Subjects::find(const AskedSubject& asked) {
  auto assortment = assortments_.of(asked.marketplace, asked.merchant);
  if (!assortment) return std::unexpected(assortment.error());
  Subject subject{.assortment = std::move(*assortment)};
  if (!asked.merchant.empty()) subject.merchant = {subject.assortment, subject.assortment->seller(asked.merchant)};
  const auto now = now_in(*subject.assortment);
  if (!now) return std::unexpected(refusal_of(now.error()));
  subject.now = *now;
  if (auto set = set_calendar(asked, subject); !set) return std::unexpected(refusal_of(set.error()));
  return subject;
}

Result<void> Subjects::take_back(Subject& subject, Instant then) const {
  auto known_then = assortments_.as_known_at(subject.assortment->known.marketplace, std::min(then, subject.now));
  if (!known_then) return std::unexpected(known_then.error());
  subject.assortment = std::move(*known_then);
  return {};
}

}  // namespace shelfcast::api
