// SPDX-License-Identifier: Apache-2.0
#include "api/answer_json.hpp"

#include "api/certainty.hpp"
#include "api/chosen_fields.hpp"
#include "api/json_text.hpp"
#include "api/sold_beside.hpp"
#include "shelfcast/base/written.hpp"

#include <array>

namespace shelfcast::api {
namespace {

using domain::Cube;
using domain::Level;

using Put = void (*)(std::string&, Micro);

constexpr std::array<std::string_view, 15> kCategoryColumns{"rank",
                                                            "categoryId",
                                                            "categoryKey",
                                                            "categoryName",
                                                            "expectedUnits",
                                                            "expectedAmount",
                                                            "predictedSalesAmount",
                                                            "confidenceScore",
                                                            "lo80",
                                                            "hi80",
                                                            "lo95",
                                                            "hi95",
                                                            "topProbability",
                                                            "rankLow",
                                                            "rankHigh"};
constexpr std::array<std::string_view, 19> kProductColumns{"rank",
                                                           "productId",
                                                           "productKey",
                                                           "productName",
                                                           "sellerId",
                                                           "sellerKey",
                                                           "sellerName",
                                                           "expectedUnits",
                                                           "expectedAmount",
                                                           "predictedQuantity",
                                                           "predictedAmount",
                                                           "confidenceScore",
                                                           "lo80",
                                                           "hi80",
                                                           "lo95",
                                                           "hi95",
                                                           "topProbability",
                                                           "rankLow",
                                                           "rankHigh"};

constexpr std::size_t kRowBytes = 640;  // most are shorter

/// The value, or null where the source does not tell of its measure.
void put_told(std::string& json, bool told, Put put, Micro value) {
  told ? put(json, value) : void(json += "null");
}

void put_sold(std::string& json, const Choice& choice, const domain::Expected& sold) {
  const Cube& cube = choice.table->cube();
  json += choice.sold->period ? R"(,"actual":{"units":)" : R"(,"soldSince":{"units":)";
  put_told(json, cube.measures.units, put_exact, sold.units);
  json += R"(,"amount":)";
  put_told(json, cube.measures.amount, put_money, sold.amount);
  json += '}';
}

/// `counted` is the name of the total: "totalCategories".
void put_top(std::string& json, const Choice& choice, const Question& question, const RankedPage& page,
             std::string_view counted, Instant published) {
  const Cube& cube = choice.table->cube();
  const TimeZone zone = TimeZone::find(cube.time_zone).value();
  json.append(R"("timeFrame":")").append(name_of(question.frame)).append(R"(","periodStart":")");
  write_instant(json, zone.midnight(choice.period.first));
  json += R"(","periodEnd":")";
  write_instant(json, zone.midnight(choice.period.last + 1) - 1);
  json.append(R"(",")").append(counted).append(R"(":)");
  write_number(json, page.total);
  json += R"(,"page":)";
  write_number(json, question.page);
  json += R"(,"limit":)";
  write_number(json, question.limit);
  json += R"(,"lastRefreshed":")";
  write_instant(json, published);
  json.append(R"(","window":")").append(name_of(question.window)).append(R"(","currency":)");
  cube.measures.amount ? put_string(json, cube.currency) : void(json += "null");
  json += R"(,"totalExpectedUnits":)";
  put_told(json, cube.measures.units, put_exact, page.sum.units);
  json += R"(,"totalExpectedAmount":)";
  put_told(json, cube.measures.amount, put_exact, page.sum.amount);
}

void put_sold_beside(std::string& json, const Choice& choice, const RankedPage& page) {
  if (!choice.sold) return;
  put_sold(json, choice, page.sold);
  json += choice.sold->period ? R"(,"actualAt":")" : R"(,"liveAt":")";
  write_instant(json, choice.sold->at);
  json += '"';
}

void put_exact_part(std::string& json, const Choice& choice, const RankedRow& row) {
  const Cube& cube = choice.table->cube();
  json += R"(,"expectedUnits":)";
  put_told(json, cube.measures.units, put_exact, row.expected.units);
  json += R"(,"expectedAmount":)";
  put_told(json, cube.measures.amount, put_exact, row.expected.amount);
  if (choice.sold) put_sold(json, choice, row.sold);
  json += R"(,"rank":)";
  write_number(json, row.rank);
  json += '}';
}

void put_category(std::string& json, const Choice& choice, const Question& question, const Ranking& ranking,
                  const RankedRow& row) {
  const auto& category = choice.table->cube().categories[row.index];
  json += R"({"categoryId":)";
  write_number(json, category.id.value);
  json += R"(,"categoryName":)";
  put_string(json, category.name);
  json += R"(,"predictedSalesAmount":)";
  put_told(json, choice.table->cube().measures.amount, put_money, row.expected.amount);
  json += R"(,"confidenceScore":)";
  put_confidence(json, confidence_of(choice, question, ranking, row));
  json += R"(,"categoryKey":)";
  put_string(json, category.key);
}

void put_product(std::string& json, const Choice& choice, const Question& question, const Ranking& ranking,
                 const RankedRow& row) {
  const auto& product = choice.table->cube().products[row.index];
  json += R"({"productId":)";
  write_number(json, product.id.value);
  json += R"(,"productName":)";
  put_string(json, product.name);
  json += R"(,"sellerId":)";
  write_number(json, product.seller.value);
  json += R"(,"sellerName":)";
  put_string(json, product.seller_name);
  const auto& told = choice.table->cube().measures;
  json += R"(,"predictedQuantity":)";
  put_told(json, told.units, put_whole, row.expected.units);
  json += R"(,"predictedAmount":)";
  put_told(json, told.amount, put_money, row.expected.amount);
  json += R"(,"confidenceScore":)";
  put_confidence(json, confidence_of(choice, question, ranking, row));
  json += R"(,"productKey":)";
  put_string(json, product.key);
  json += R"(,"sellerKey":)";
  put_string(json, product.seller_key);
}

using PutRow = void (*)(std::string&, const Choice&, const Question&, const Ranking&, const RankedRow&);

void put_rows(std::string& json, const Choice& choice, const Question& question, const RankedPage& page,
              const Ranking& ranking) {
  const std::size_t begin = json.size();
  json.reserve(begin + page.rows.size() * kRowBytes + 1);
  json += '[';
  const PutRow put_row = ranking.level == Level::product ? put_product : put_category;
  for (std::size_t i = 0; i < page.rows.size(); ++i) {
    if (i > 0) json += ',';
    put_row(json, choice, question, ranking, page.rows[i]);
    put_certainty(json, choice, question, ranking, page.rows[i]);
    put_exact_part(json, choice, page.rows[i]);
  }
  json += ']';
  if (question.fields.empty()) return;
  auto names =
      columns_chosen(question.fields, ranking.level == Level::product ? product_columns() : category_columns());
  names.insert(names.end(), {"soldSince", "actual"});
  json.replace(begin, std::string::npos, only_members(std::string_view(json).substr(begin), names));
}

}  // namespace

std::span<const std::string_view> category_columns() {
  return kCategoryColumns;
}

std::span<const std::string_view> product_columns() {
  return kProductColumns;
}

std::string categories_json(const Choice& choice, const Question& question, const RankedPage& page) {
  std::string json;
  put_top(json, choice, question, page, "totalCategories", choice.table->published());
  put_sold_beside(json, choice, page);
  json += R"(,"categories":)";
  put_rows(json, choice, question, page, {Level::category});
  return json + '}';
}

std::string products_json(const Choice& choice, const Question& question, const RankedPage& page,
                          std::size_t category) {
  std::string json;
  put_top(json, choice, question, page, "totalProducts", choice.table->origin_of(category).published);
  put_sold_beside(json, choice, page);
  json += R"(,"products":)";
  put_rows(json, choice, question, page, products_ranking(choice, page, category));
  return json + '}';
}

std::string top_sellers_json(const Choice& choice, const Question& question, const RankedPage& page) {
  std::string json = R"({"marketplaceId":)";
  put_string(json, choice.table->cube().marketplace);
  json += R"(,"cycle":)";
  put_string(json, choice.table->id());
  json += ',';
  put_top(json, choice, question, page, "totalProducts", choice.table->published());
  json += R"(,"products":)";
  put_rows(json, choice, question, page, {.level = Level::product, .is_drawn = false});
  return json + '}';
}

std::string categories_lines(const Choice& choice, const Question& question, const RankedPage& page, Format format) {
  std::string rows;
  put_rows(rows, choice, question, page, {Level::category});
  return lines_of(rows, format, columns_chosen(question.fields, kCategoryColumns));
}

std::string products_lines(const Choice& choice, const Question& question, const RankedPage& page, std::size_t category,
                           Format format) {
  std::string rows;
  put_rows(rows, choice, question, page, products_ranking(choice, page, category));
  return lines_of(rows, format, columns_chosen(question.fields, kProductColumns));
}

}  // namespace shelfcast::api
