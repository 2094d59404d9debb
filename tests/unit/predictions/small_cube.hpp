// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/digest.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "support/temp_folder.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <string>

namespace shelfcast::test {

using Folder = testing::TempFolder;

inline Day date(int year, int month, int day) {
  return day_of({year, month, day});
}
inline Instant at(std::string_view text) {
  return parse_instant(text).value();
}

/// When the small cube is published.
inline const Instant kNow = at("2025-11-20T06:00:00Z");
inline constexpr int kHorizon = 400;

inline domain::ForecastProduct product(std::uint32_t id, std::uint32_t category) {
  return {.id = {id},
          .key = fmt::format("SKU-{}", id),
          .name = fmt::format("Product {}", id),
          .category = {category},
          .seller = {5678},
          .seller_key = "tech",
          .seller_name = "Tech \"Store\""};
}

/// Home (1) over Mugs (11) and Tea (12); Electronics (42). Its cells are days from New Year on; every product sells
/// some other number of units of some other price each day, but 1103 sells exactly what 1104 does.
inline domain::Cube small_cube(std::string cycle = "DE-20251120-1", Day cut = date(2025, 11, 19)) {
  domain::Cube cube;
  cube.marketplace = "DE";
  cube.currency = "EUR";
  cube.time_zone = "Europe/Berlin";
  cube.receipt = {.cycle = std::move(cycle),
                  .model_version = "DE-logistic-1.0.0",
                  .data_cut = cut,
                  .known_at = at("2025-11-20T05:00:00Z"),
                  .config_digest = "c0ffee",
                  .seed = 7,
                  .configuration = {},
                  .categories = {},
                  .holidays = {},
                  .numbers = {},
                  .workshop = {}};
  for (Day day = date(civil(cut + 1).year, 1, 1); day <= cut + 1 + kHorizon; day = day + 1)
    cube.boundaries.push_back(day);
  cube.categories = {{{1}, "home", "Home", {}},
                     {{11}, "mugs", "Mugs", CategoryId{1}},
                     {{12}, "tea", "Tea", CategoryId{1}},
                     {{42}, "elec", "Electronics", {}}};
  for (const std::uint32_t id : {1101U, 1102U, 1103U, 1104U}) cube.products.push_back(product(id, 11));
  for (const std::uint32_t id : {1201U, 1202U}) cube.products.push_back(product(id, 12));
  cube.products.push_back(product(1234, 42));
  for (const auto& product : cube.products) {
    const std::uint32_t twin = product.id.value == 1104 ? 1103 : product.id.value;
    for (std::size_t i = 0; i + 1 < cube.boundaries.size(); ++i) {
      const auto units =
          static_cast<Micro>(fingerprint(fmt::format("{}/{}", twin, cube.boundaries[i].number)) % 5'000'000);
      cube.cells.push_back({units, units * static_cast<Micro>(twin % 10 + 2)});
    }
  }
  cube.confidence = {{Frame::week, domain::Level::category, {{0, 0.5, 40}, {100'000'000, 0.89, 40}}},
                     {Frame::week, domain::Level::product, {{0, 0.61234, 400}}}};
  return cube;
}

}  // namespace shelfcast::test
