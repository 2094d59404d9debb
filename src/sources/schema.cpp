// SPDX-License-Identifier: Apache-2.0
#include "sources/schema.hpp"

namespace shelfcast::sources {
namespace {

constexpr auto kMust = Need::required;

constexpr Column kMarketplaceColumns[] = {{"marketplace_id", kMust},
                                          {"name"},
                                          {"region"},
                                          {"currency"},
                                          {"language"},
                                          {"time_zone"},
                                          {"week_start"},
                                          {"lag_hours"},
                                          {"grain"},
                                          {"measures"}};
constexpr Column kSellerColumns[] = {
    {"seller_id", kMust}, {"marketplace_id", kMust}, {"name"}, {"created_at"}, {"updated_at"}, {"time_zone"},
    {"week_start"}};
constexpr Column kCategoryColumns[] = {{"category_id", kMust},
                                       {"marketplace_id", kMust},
                                       {"name"},
                                       {"description"},
                                       {"parent_category_id"},
                                       {"level"},
                                       {"category_path"},
                                       {"updated_at"}};
constexpr Column kProductColumns[] = {{"product_id", kMust},
                                      {"marketplace_id", kMust},
                                      {"name"},
                                      {"description"},
                                      {"brand"},
                                      {"colour"},
                                      {"current_price", kMust},
                                      {"unit_cost"},
                                      {"category_id", kMust},
                                      {"seller_id"},
                                      {"created_at"},
                                      {"updated_at"}};
constexpr Column kPriceColumns[] = {
    {"product_id", kMust}, {"marketplace_id", kMust}, {"valid_from", kMust}, {"price", kMust}, {"updated_at"}};
constexpr Column kPromotionColumns[] = {{"promotion_id"},      {"marketplace_id", kMust}, {"product_id", kMust},
                                        {"start_date", kMust}, {"end_date", kMust},       {"discount", kMust},
                                        {"updated_at"}};
constexpr Column kHolidayColumns[] = {{"marketplace_id", kMust}, {"date", kMust}, {"name", kMust}, {"updated_at"}};
constexpr Column kStockColumns[] = {
    {"product_id", kMust}, {"marketplace_id", kMust}, {"date", kMust}, {"level", kMust}, {"updated_at"}};
constexpr Column kTransactionColumns[] = {{"trxn_id", kMust},
                                          {"marketplace_id", kMust},
                                          {"customer_id", Need::personal},
                                          {"transaction_time", kMust},
                                          {"status"},
                                          {"total_price"},
                                          {"updated_at"}};
// One of unit_price and line_total must be there: sales_files.cpp sees to it.
constexpr Column kLineColumns[] = {{"trxn_product_id", kMust},
                                   {"trxn_id", kMust},
                                   {"product_id", kMust},
                                   {"quantity", kMust},
                                   {"unit_price"},
                                   {"line_total"},
                                   {"status"},
                                   {"updated_at"}};

}  // namespace

const Schema kMarketplaces{"marketplaces", kMarketplaceColumns};
const Schema kSellers{"sellers", kSellerColumns};
const Schema kCategories{"categories", kCategoryColumns};
const Schema kProducts{"products", kProductColumns};
const Schema kPriceHistory{"price_history", kPriceColumns};
const Schema kPromotions{"promotions", kPromotionColumns};
const Schema kHolidays{"holidays", kHolidayColumns};
const Schema kStockLevels{"stock_levels", kStockColumns};
const Schema kTransactions{"transactions", kTransactionColumns};
const Schema kTransactionProducts{"transaction_products", kLineColumns};

}  // namespace shelfcast::sources
