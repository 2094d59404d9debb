// SPDX-License-Identifier: Apache-2.0
#include "api/product_calendar.hpp"

#include "shelfcast/features/stock_outs.hpp"

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

bool touch(const Period& period, Day first, Day last) {
  return first <= period.last && last >= period.first;
}

Json holidays_in(const Period& period, const std::vector<domain::Holiday>& holidays) {
  Json told = Json::array();
  for (const auto& holiday : holidays)
    if (touch(period, holiday.day, holiday.day))
      told.push_back({{"day", format_day(holiday.day)}, {"name", holiday.name}});
  return told;
}

/// One of which nothing is left was taken back.
Json promotions_in(const Period& period, const std::vector<domain::Promotion>& promotions) {
  Json told = Json::array();
  for (const auto& promotion : promotions)
    if (promotion.discount > 0 && touch(period, promotion.first, promotion.last))
      told.push_back({{"firstDay", format_day(promotion.first)},
                      {"lastDay", format_day(promotion.last)},
                      {"discount", promotion.discount}});
  return told;
}

Json stock_outs_in(const Period& period, const std::vector<domain::StockState>& states, Day cut) {
  if (states.empty()) return nullptr;
  Json told = Json::array();
  for (const auto& out : features::stock_outs_until(cut, states)) {
    if (!touch(period, out.first, out.until - 1)) continue;
    const bool is_back = out.until <= cut;
    told.push_back(
        {{"firstDay", format_day(out.first)}, {"lastDay", is_back ? Json(format_day(out.until - 1)) : Json(nullptr)}});
  }
  return told;
}

}  // namespace

Result<Json> calendar_of(const Services& services, const Shown& shown, const Around& around) {
  if (services.catalogue == nullptr) return Json(nullptr);
  const auto& cube = shown.cube();
  const auto marketplace = services.catalogue->marketplace(cube.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const Day cut = cube.receipt.data_cut;
  const Period period{cut + 1 - static_cast<int>(around.days_back), cut + static_cast<int>(around.days_ahead)};
  auto days = services.catalogue->days_of(marketplace->id, shown.product().id, cube.receipt.known_at);
  if (!days) return std::unexpected(days.error());
  const auto holidays =
      services.catalogue->holiday_rules().added_to(std::move(days->holidays), *marketplace, period.first, period.last);
  return Json{{"holidays", holidays_in(period, holidays)},
              {"promotions", promotions_in(period, days->promotions)},
              {"stockOuts", stock_outs_in(period, days->stock, cut)}};
}

}  // namespace shelfcast::api
