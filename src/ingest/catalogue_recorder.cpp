// SPDX-License-Identifier: Apache-2.0
#include "ingest/catalogue_recorder.hpp"

#include "shelfcast/base/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace shelfcast::ingest {
namespace {

constexpr Instant kAlways{0};

template <class Out>
using Converted = std::expected<Out, Refusal>;

/// Of lists about more than is sold, what nobody knows is passed over.
CatalogueRecorder::Refuse all_but_unknown_products(const CatalogueRecorder::Refuse& refuse) {
  return [&refuse](std::uint64_t row, const Refusal& refusal) {
    return refusal.code == kUnknownProduct ? Result<void>() : refuse(row, refusal);
  };
}

}  // namespace

CatalogueRecorder::CatalogueRecorder(Into into, LocalDays days, Instant now)
    : into_(into), days_(std::move(days)), latest_(latest_allowed(now)) {}

Result<void> CatalogueRecorder::record(const sources::CatalogueRows& rows, const Refuse& refuse) {
  return std::visit([&](const auto& of_one_kind) { return record_rows(of_one_kind, refuse); }, rows);
}

/// The rows that can be accepted, in the catalogue's own form; the others are refused.
template <class Row, class Out, class Convert>
Result<std::vector<Out>> CatalogueRecorder::convert(const std::vector<Row>& rows, const Refuse& refuse,
                                                    const Convert& one) {
  std::vector<Out> accepted;
  accepted.reserve(rows.size());
  for (const auto& row : rows) {
    Converted<Out> out = std::unexpected(Refusal{});
    const auto in_time =
        row.updated ? check_moment("time of the update", *row.updated, latest_) : std::expected<void, Refusal>();
    in_time ? out = one(row) : out = std::unexpected(in_time.error());
    if (out) {
      accepted.push_back(std::move(*out));
    } else if (auto refused = refuse(row.row, out.error()); !refused) {
      return std::unexpected(refused.error());
    }
  }
  return accepted;
}

Instant CatalogueRecorder::learnt(const std::optional<sources::Moment>& updated, Instant otherwise) {
  return updated ? days_.end_of(*updated) : otherwise;
}

Result<void> CatalogueRecorder::record_rows(const std::vector<sources::RawSeller>& rows, const Refuse& refuse) {
  using Out = catalogue::SellerRow;
  const auto accepted = convert<sources::RawSeller, Out>(rows, refuse, [&](const auto& row) -> Converted<Out> {
    if (!row.time_zone.empty() && !TimeZone::find(row.time_zone)) {
      return std::unexpected(Refusal{"bad_setting", fmt::format("there is no time zone '{}'", row.time_zone)});
    }
    const auto week_start = parse_weekday(row.week_start);
    if (!row.week_start.empty() && !week_start) {
      return std::unexpected(Refusal{"bad_setting", fmt::format("'{}' is no weekday, as monday", row.week_start)});
    }
    return Out{row.key, row.name, learnt(row.updated, kAlways), row.time_zone, week_start};
  });
  return accepted ? into_.catalogue.record_sellers(into_.marketplace, *accepted) : std::unexpected(accepted.error());
}

Result<void> CatalogueRecorder::record_rows(const std::vector<sources::RawCategory>& rows, const Refuse& refuse) {
  using Out = catalogue::CategoryRow;
  const auto accepted = convert<sources::RawCategory, Out>(rows, refuse, [&](const auto& row) -> Converted<Out> {
    return Out{row.key, row.name, row.parent_key, learnt(row.updated, kAlways)};
  });
  return accepted ? into_.catalogue.record_categories(into_.marketplace, *accepted) : std::unexpected(accepted.error());
}

Result<void> CatalogueRecorder::record_rows(const std::vector<sources::RawProduct>& rows, const Refuse& refuse) {
  using Out = catalogue::ProductRow;
  const auto accepted = convert<sources::RawProduct, Out>(rows, refuse, [&](const auto& row) -> Converted<Out> {
    const Instant created = row.created ? days_.begin_of(*row.created) : kAlways;
    return Out{.key = row.key,
               .name = row.name,
               .category_key = row.category_key,
               .seller_key = row.seller_key,
               .price = row.price,
               .created = created,
               .learnt = learnt(row.updated, created),
               .cost = row.cost};
  });
  if (!accepted) return std::unexpected(accepted.error());
  if (auto recorded = into_.catalogue.record_products(into_.marketplace, *accepted); !recorded) return recorded;
  into_.products.look_again();
  return look_up(rows, &sources::RawProduct::key);
}

Result<void> CatalogueRecorder::record_rows(const std::vector<sources::RawPrice>& rows, const Refuse& refuse) {
  using Out = domain::Price;
  if (auto found = look_up(rows, &sources::RawPrice::product_key); !found) return found;
  const bool passes_over = !rows.empty() && rows.front().of_any_product;
  const Refuse refuse_price = passes_over ? all_but_unknown_products(refuse) : refuse;
  const auto accepted = convert<sources::RawPrice, Out>(rows, refuse_price, [&](const auto& row) -> Converted<Out> {
    const auto id = product(row.product_key);
    if (!id) return std::unexpected(id.error());
    const Day from = days_.day_of(row.from);
    return Out{*id, from, row.price, learnt(row.updated, days_.known_in_full(from))};
  });
  return accepted ? into_.catalogue.record_prices(into_.marketplace, *accepted) : std::unexpected(accepted.error());
}

Result<void> CatalogueRecorder::record_rows(const std::vector<sources::RawPromotion>& rows, const Refuse& refuse) {
  using Out = domain::Promotion;
  if (auto found = look_up(rows, &sources::RawPromotion::product_key); !found) return found;
  const auto accepted = convert<sources::RawPromotion, Out>(rows, refuse, [&](const auto& row) -> Converted<Out> {
    const auto id = product(row.product_key);
    if (!id) return std::unexpected(id.error());
    const Day first = days_.day_of(row.first);
    const Day last = days_.day_of(row.last);
    if (last < first) return std::unexpected(Refusal{"bad_time", "the promotion ends before it begins"});
    return Out{*id, first, last, row.discount, learnt(row.updated, days_.known_in_full(first))};
  });
  return accepted ? into_.catalogue.record_promotions(into_.marketplace, *accepted) : std::unexpected(accepted.error());
}

Result<void> CatalogueRecorder::record_rows(const std::vector<sources::RawHoliday>& rows, const Refuse& refuse) {
  using Out = domain::Holiday;
  const auto accepted = convert<sources::RawHoliday, Out>(rows, refuse, [&](const auto& row) -> Converted<Out> {
    return Out{row.day, row.name, learnt(row.updated, kAlways)};
  });
  return accepted ? into_.catalogue.record_holidays(into_.marketplace, *accepted) : std::unexpected(accepted.error());
}

Result<void> CatalogueRecorder::record_rows(const std::vector<sources::RawStock>& rows, const Refuse& refuse) {
  using Out = domain::StockState;
  if (auto found = look_up(rows, &sources::RawStock::product_key); !found) return found;
  const Refuse refuse_others = all_but_unknown_products(refuse);
  const auto accepted = convert<sources::RawStock, Out>(rows, refuse_others, [&](const auto& row) -> Converted<Out> {
    const auto id = product(row.product_key);
    if (!id) return std::unexpected(id.error());
    const Day from = days_.day_of(row.from);
    return Out{*id, from, row.in_stock, learnt(row.updated, days_.known_in_full(from)), row.level};
  });
  return accepted ? into_.catalogue.record_stock(into_.marketplace, *accepted) : std::unexpected(accepted.error());
}

Result<void> CatalogueRecorder::record_rows(const std::vector<sources::RawMonth>& rows, const Refuse& refuse) {
  using Out = catalogue::MonthRow;
  const auto accepted = convert<sources::RawMonth, Out>(rows, refuse, [&](const auto& row) -> Converted<Out> {
    const Period month = month_of(row.day);
    const Instant over = days_.known_in_full(month.last);
    return Out{row.category_key, month.first, row.units, std::max(learnt(row.updated, over), over)};
  });
  return accepted ? into_.catalogue.record_months(into_.marketplace, *accepted) : std::unexpected(accepted.error());
}

std::expected<ProductId, Refusal> CatalogueRecorder::product(std::string_view key) const {
  const ProductId* id = into_.products.known(key);
  if (id != nullptr) return *id;
  return std::unexpected(Refusal{kUnknownProduct, fmt::format("there is no product '{}'", key)});
}

template <class Row>
Result<void> CatalogueRecorder::look_up(const std::vector<Row>& rows, std::string Row::* product_key) {
  std::vector<std::string_view> unseen;
  unseen.reserve(rows.size());
  for (const auto& row : rows) {
    if (into_.products.known(row.*product_key) == nullptr) unseen.push_back(row.*product_key);
  }
  return into_.products.look_up(unseen);
}

}  // namespace shelfcast::ingest
