// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::domain {

/// How finely a source tells its sales: what is finer is not known.
enum class Grain : std::uint8_t { instant, day, week };

/// What a source tells of its sales. A measure that it lacks repeats the other one inside, and is shown to nobody.
struct Measures {
  bool units = true;
  bool amount = true;
  bool operator==(const Measures&) const = default;
};

struct Marketplace {
  MarketplaceId id;
  std::string key;  ///< the source's own id, as "DE"
  std::string name;
  std::string currency = "EUR";
  std::string time_zone = "UTC";
  int week_start = 0;  ///< 0 Monday .. 6 Sunday
  int lag_hours = 0;   ///< how long after a day's end the source knows that day
  Grain grain = Grain::instant;
  Measures measures = {};
};

struct Seller {
  SellerId id;
  std::string key;
  std::string name;
  std::string time_zone = {};          ///< in which its days are counted; empty: the marketplace's
  std::optional<int> week_start = {};  ///< 0 Monday .. 6 Sunday; nullopt: the marketplace's
};

struct Category {
  CategoryId id;
  std::string key;
  std::string name;
  std::optional<CategoryId> parent;
};

struct Product {
  ProductId id;
  std::string key;
  std::string name;
  CategoryId category;
  SellerId seller;
  Day on_sale_since;
  Minor price = 0;                 ///< the price that the product's own row states
  std::optional<Minor> cost = {};  ///< of a unit, to its seller; nullopt: not told
};

/// A regular price, from a day on until the next one. Known in advance where `learnt` lies before `from`.
struct Price {
  ProductId product;
  Day from;
  Minor price = 0;
  Instant learnt;
};

/// `discount` off the regular price of a product, from the first to the last day.
struct Promotion {
  ProductId product;
  Day first;
  Day last;
  double discount = 0;  ///< 0.2 = 20 % off
  Instant learnt;
};

/// Whether a product could be bought, from a day on until the next such row: days out of stock are not days of no
/// demand.
struct StockState {
  ProductId product;
  Day from;
  bool in_stock = true;
  Instant learnt;
  std::optional<Micro> level = {};  ///< units at the end of that day; nullopt: not told
};

/// What a category sold in a whole month, from before its sales are known day by day.
struct MonthOfSales {
  CategoryId category;
  Day first;  ///< of the month
  Micro units = 0;
  Instant learnt;
};

/// A day that is unlike others. The same name on several days is one kind of day whose effect is learnt together.
struct Holiday {
  Day day;
  std::string name;
  Instant learnt;
};

}  // namespace shelfcast::domain
