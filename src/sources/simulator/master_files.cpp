// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/master_files.hpp"

#include "sources/simulator/csv_file.hpp"
#include "sources/simulator/holidays.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shelfcast::sources::simulator {
namespace {

Instant morning_of(Day day) {
  return {day.number * kDaySeconds + 7 * kHour};
}

class MasterFiles {
 public:
  MasterFiles(const SimulationOptions& options, const Assortment& assortment, const PricePlan& prices, const Span& span)
      : options_(options), assortment_(assortment), prices_(prices), span_(span) {}

  void marketplace(CsvFile& file) const {
    const auto name = options_.marketplace == "DE" ? "Germany" : fmt::format("Marketplace {}", options_.marketplace);
    file.text(options_.marketplace).text(name).text("EU").text("EUR").text("de").text(kTimeZoneName);
    file.text("monday").number(4).end_row();
  }

  void sellers(CsvFile& file) const {
    for (const auto& seller : assortment_.sellers) {
      file.number(seller.id).text(options_.marketplace).text(seller.name).instant(morning_of(seller.created));
      file.instant(morning_of(seller.created)).end_row();
    }
  }

  void categories(CsvFile& file) const {
    for (const auto& category : assortment_.categories) {
      file.number(category.id)
          .text(options_.marketplace)
          .text(category.name)
          .text(fmt::format("All in {}", category.path));
      if (category.parent_id == 0) {
        file.bytes("");
      } else {
        file.number(category.parent_id);
      }
      file.number(static_cast<std::uint64_t>(category.level)).text(category.path);
      file.instant(morning_of(span_.first - 1500)).end_row();
    }
  }

  void products(CsvFile& file) const {
    for (std::size_t i = 0; i < assortment_.products.size(); ++i) {
      const auto& product = assortment_.products[i];
      const auto& category = assortment_.category_of(product);
      const int today = span_.history - 1;
      const auto cost = static_cast<Minor>(std::llround(static_cast<double>(product.list_price) * product.cost_share));
      const Instant created = morning_of(span_.day(product.launched));
      file.number(product.id).text(options_.marketplace).text(product.name);
      file.text(fmt::format("{} in {}, by {}", category.noun, product.colour, product.brand)).text(product.brand);
      file.text(product.colour).money(prices_.regular_price(i, today)).money(cost).number(category.id);
      file.number(assortment_.sellers[static_cast<std::size_t>(product.seller)].id).instant(created).instant(created);
      file.end_row();
    }
  }

  void price_history(CsvFile& file) const {
    for (std::size_t i = 0; i < assortment_.products.size(); ++i) {
      for (const auto& step : prices_.steps(i)) {
        file.number(assortment_.products[i].id).text(options_.marketplace).day(span_.day(step.from)).money(step.price);
        file.instant(morning_of(span_.day(step.announced))).end_row();
      }
    }
  }

  void promotions(CsvFile& file) const {
    std::uint64_t id = 1;
    for (std::size_t i = 0; i < assortment_.products.size(); ++i) {
      for (const auto& campaign : prices_.campaigns(i)) {
        const auto percent = std::llround(campaign.discount * 100);
        file.number(id++).text(options_.marketplace).number(assortment_.products[i].id).day(span_.day(campaign.first));
        file.day(span_.day(campaign.last)).bytes(fmt::format("0.{:02}", percent));
        file.instant(morning_of(span_.day(campaign.announced))).end_row();
      }
    }
  }

  void holidays(CsvFile& file) const {
    constexpr int kKnownAhead = 500;  // days: beyond the truth's reach, so that no forecast need do without
    for (const auto& [day, name] : german_holidays(span_.first, span_.day(span_.days() - 1))) {
      file.text(options_.marketplace).day(day).text(name).instant(morning_of(day - kKnownAhead)).end_row();
    }
  }

 private:
  const SimulationOptions& options_;
  const Assortment& assortment_;
  const PricePlan& prices_;
  const Span& span_;
};

struct MasterFile {
  std::string_view name;
  std::string_view header;
  void (MasterFiles::*rows)(CsvFile&) const;
};

constexpr MasterFile kMasterFiles[] = {
    {"marketplaces.csv", "marketplace_id,name,region,currency,language,time_zone,week_start,lag_hours",
     &MasterFiles::marketplace},
    {"sellers.csv", "seller_id,marketplace_id,name,created_at,updated_at", &MasterFiles::sellers},
    {"categories.csv", "category_id,marketplace_id,name,description,parent_category_id,level,category_path,updated_at",
     &MasterFiles::categories},
    {"products.csv",
     "product_id,marketplace_id,name,description,brand,colour,current_price,unit_cost,category_id,seller_id,created_at,"
     "updated_at",
     &MasterFiles::products},
    {"price_history.csv", "product_id,marketplace_id,valid_from,price,updated_at", &MasterFiles::price_history},
    {"promotions.csv", "promotion_id,marketplace_id,product_id,start_date,end_date,discount,updated_at",
     &MasterFiles::promotions},
    {"holidays.csv", "marketplace_id,date,name,updated_at", &MasterFiles::holidays},
};

}  // namespace

Result<void> write_master_files(const SimulationOptions& options, const Assortment& assortment, const PricePlan& prices,
                                const Span& span) {
  const MasterFiles files(options, assortment, prices, span);
  for (const auto& [name, header, rows] : kMasterFiles) {
    auto file = CsvFile::create(options.out / name, header);
    if (!file) return std::unexpected(file.error());
    (files.*rows)(*file);
    if (auto closed = file->close(); !closed) return closed;
  }
  return {};
}

}  // namespace shelfcast::sources::simulator
