// SPDX-License-Identifier: Apache-2.0
#include "api/answer_json.hpp"

#include "api/certainty.hpp"
#include "api/chosen_fields.hpp"
#include "api/json_text.hpp"
#include "api/sold_beside.hpp"
#include "shelfcast/base/draft.hpp"

#include <array>

namespace shelfcast::api {
namespace {

using domain::Cube;
using domain::Level;

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
constexpr std::size_t kTopBytes = 512;

using Put = void (*)(Draft&, Micro);

Draft draft_for(const RankedPage& page) {
  return Draft(kTopBytes + page.rows.size() * kRowBytes);
}

/// The value, or null where the source does not tell of its measure.
void put_told(Draft& json, bool told, Put put, Micro value) {
  told ? put(json, value) : void(json += "null");
}

void put_sold(Draft& json, const Choice& choice, const domain::Expected& sold) {
  const Cube& cube = choice.table->cube();
  json += choice.sold->period ? R"(,"actual":{"units":)" : R"(,"soldSince":{"units":)";
  put_told(json, cube.measures.units, put_exact, sold.units);
  json += R"(,"amount":)";
  put_told(json, cube.measures.amount, put_money, sold.amount);
  json += '}';
}

/// `counted` is the name of the total: "totalCategories".
void put_top(Draft& json, const Choice& choice, const Question& question, const RankedPage& page,
             std::string_view counted, Instant published) {
  const Cube& cube = choice.table->cube();
  json.append(R"("timeFrame":")").append(name_of(question.frame)).append(R"(","periodStart":")");
  write_instant(json, choice.begins);
  json += R"(","periodEnd":")";
  write_instant(json, choice.ends);
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

void put_sold_beside(Draft& json, const Choice& choice, const RankedPage& page) {
  if (!choice.sold) return;
  put_sold(json, choice, page.sold);
  json += choice.sold->period ? R"(,"actualAt":")" : R"(,"liveAt":")";
  write_instant(json, choice.sold->at);
  json += '"';
}

void put_exact_part(Draft& json, const Choice& choice, const RankedRow& row) {
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

void put_category(Draft& json, const Cube& cube, const RankedRow& row, const Sure& sure) {
  const auto& category = cube.categories[row.index];
  json += R"({"categoryId":)";
  write_number(json, category.id.value);
  json += R"(,"categoryName":)";
  put_string(json, category.name);
  json += R"(,"predictedSalesAmount":)";
  put_told(json, cube.measures.amount, put_money, row.expected.amount);
  json += R"(,"confidenceScore":)";
  put_confidence(json, sure.confidence);
  json += R"(,"categoryKey":)";
  put_string(json, category.key);
}

void put_product(Draft& json, const Cube& cube, const RankedRow& row, const Sure& sure) {
  const auto& product = cube.products[row.index];
  json += R"({"productId":)";
  write_number(json, product.id.value);
  json += R"(,"productName":)";
  put_string(json, product.name);
  json += R"(,"sellerId":)";
  write_number(json, product.seller.value);
  json += R"(,"sellerName":)";
  put_string(json, product.seller_name);
  json += R"(,"predictedQuantity":)";
  put_told(json, cube.measures.units, put_whole, row.expected.units);
  json += R"(,"predictedAmount":)";
  put_told(json, cube.measures.amount, put_money, row.expected.amount);
  json += R"(,"confidenceScore":)";
  put_confidence(json, sure.confidence);
  json += R"(,"productKey":)";
  put_string(json, product.key);
  json += R"(,"sellerKey":)";
  put_string(json, product.seller_key);
}

void put_all_members(Draft& json, const Choice& choice, const Question& question, const RankedPage& page,
                     const Ranking& ranking) {
  const SureOf sure_of(choice, question.frame, ranking);
  const auto put_row = ranking.level == Level::product ? put_product : put_category;
  sure_of.fetch(page.rows);
  json += '[';
  for (std::size_t i = 0; i < page.rows.size(); ++i) {
    if (i > 0) json += ',';
    const Sure sure = sure_of.row(page.rows[i]);
    put_row(json, choice.table->cube(), page.rows[i], sure);
    put_certainty(json, sure, question.top);
    put_exact_part(json, choice, page.rows[i]);
  }
  json += ']';
}

void put_rows(Draft& json, const Choice& choice, const Question& question, const RankedPage& page,
              const Ranking& ranking) {
  if (question.fields.empty()) return put_all_members(json, choice, question, page, ranking);
  Draft rows = draft_for(page);
  put_all_members(rows, choice, question, page, ranking);
  auto names =
      columns_chosen(question.fields, ranking.level == Level::product ? product_columns() : category_columns());
  names.insert(names.end(), {"soldSince", "actual"});
  json += only_members(rows.take(), names);
}

}  // namespace

std::span<const std::string_view> category_columns() {
  return kCategoryColumns;
}

std::span<const std::string_view> product_columns() {
  return kProductColumns;
}

std::string categories_json(const Choice& choice, const Question& question, const RankedPage& page) {
  Draft json = draft_for(page);
  put_top(json, choice, question, page, "totalCategories", choice.table->published());
  put_sold_beside(json, choice, page);
  json += R"(,"categories":)";
  put_rows(json, choice, question, page, {Level::category});
  json += '}';
  return json.take();
}

std::string products_json(const Choice& choice, const Question& question, const RankedPage& page,
                          std::size_t category) {
  Draft json = draft_for(page);
  put_top(json, choice, question, page, "totalProducts", choice.table->origin_of(category).published);
  put_sold_beside(json, choice, page);
  json += R"(,"products":)";
  put_rows(json, choice, question, page, products_ranking(choice, page, category));
  json += '}';
  return json.take();
}

std::string top_sellers_json(const Choice& choice, const Question& question, const RankedPage& page) {
  Draft json = draft_for(page);
  json += R"({"marketplaceId":)";
  put_string(json, choice.table->cube().marketplace);
  json += R"(,"cycle":)";
  put_string(json, choice.table->id());
  json += ',';
  put_top(json, choice, question, page, "totalProducts", choice.table->published());
  json += R"(,"products":)";
  put_rows(json, choice, question, page, {.level = Level::product, .is_drawn = false});
  json += '}';
  return json.take();
}

std::string categories_lines(const Choice& choice, const Question& question, const RankedPage& page, Format format) {
  Draft rows = draft_for(page);
  put_rows(rows, choice, question, page, {Level::category});
  return lines_of(rows.take(), format, columns_chosen(question.fields, kCategoryColumns));
}

std::string products_lines(const Choice& choice, const Question& question, const RankedPage& page, std::size_t category,
                           Format format) {
  Draft rows = draft_for(page);
  put_rows(rows, choice, question, page, products_ranking(choice, page, category));
  return lines_of(rows.take(), format, columns_chosen(question.fields, kProductColumns));
}

}  // namespace shelfcast::api
