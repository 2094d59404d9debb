// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "unit/api/shop.hpp"

using namespace shelfcast;
using namespace shelfcast::test;
using domain::Level;

namespace {

const Period kWeekFromCut{date(2025, 11, 20), date(2025, 11, 26)};

/// Tea with names that JSON does not hold as they are; how far totals are off, for a product that is young by more;
/// and chances of the week after the cut.
domain::Cube measured_cube() {
  auto cube = small_cube();
  cube.categories[2].name = "Tea & \"more\"";
  cube.products[4].name = "Green\\Black \"tea\"\t\xC3\xA9";
  cube.products[5].young = true;
  domain::Shape shape{.log_size = 0, .errors = {}};
  for (std::size_t k = 0; k < shape.errors.size(); ++k)
    shape.errors[k] = domain::kFirstKnot + domain::kKnotStep * static_cast<double>(k);
  for (const bool young : {false, true}) {
    for (const int days : {0, 7, 28}) {
      const double width = young ? 2 : 1;
      cube.intervals.measured[{{Level::product, young}, days}] = {.of_80 = {{0, -width, width}, {3, -width / 2, width}},
                                                                  .of_95 = {{0, -2 * width, 2.5 * width}},
                                                                  .shapes = {shape}};
    }
  }
  cube.chance_periods = {kWeekFromCut};
  for (std::uint16_t i = 0; i < cube.products.size() + cube.categories.size(); ++i) {
    const domain::Chance chance{
        .top = {static_cast<std::uint16_t>(1234 * i), 10'000, 10'000, 10'000}, .rank_low = i, .rank_high = 2U * i};
    (i < cube.products.size() ? cube.product_chances : cube.category_chances).push_back(chance);
  }
  return cube;
}

std::string text_of(const std::string& target) {
  Shop shop;
  shop.publish(measured_cube(), "2025-11-20T06:00:00Z");
  return shop.get(target).body;
}

}  // namespace

TEST_CASE("a page of products that is ahead has this text, to the byte") {
  CHECK(text_of(products_of("tea") + "?timeFrame=week&window=rolling&top=5") ==
        R"({"marketplaceId":"DE","categoryId":12,"categoryName":"Tea & \"more\"","categoryKey":"tea",)"
        R"("timeFrame":"week","periodStart":"2025-11-19T23:00:00Z","periodEnd":"2025-11-26T22:59:59Z",)"
        R"("totalProducts":2,"page":1,"limit":5,"lastRefreshed":"2025-11-20T06:00:00Z","window":"rolling",)"
        R"("currency":"EUR","totalExpectedUnits":36.687321,"totalExpectedAmount":128.536667,)"
        R"("products":[{"productId":1202,"productName":"Product 1202","sellerId":5678,)"
        R"("sellerName":"Tech \"Store\"","predictedQuantity":18,"predictedAmount":73.90,)"
        R"("confidenceScore":0.6123,"productKey":"SKU-1202","sellerKey":"tech","lo80":14.056709,)"
        R"("hi80":27.071146,"lo95":1.28182,"hi95":39.965809,"topProbability":0.617,"rankLow":5,"rankHigh":10,)"
        R"("expectedUnits":18.474704,"expectedAmount":73.898816,"rank":1},{"productId":1201,)"
        R"("productName":"Green\\Black \"tea\"\u0009é","sellerId":5678,"sellerName":"Tech \"Store\"",)"
        R"("predictedQuantity":18,"predictedAmount":54.64,"confidenceScore":0.6123,"productKey":"SKU-1201",)"
        R"("sellerKey":"tech","lo80":16.009182,"hi80":22.480241,"lo95":9.677368,"hi95":28.881678,)"
        R"("topProbability":0.4936,"rankLow":4,"rankHigh":8,"expectedUnits":18.212617,)"
        R"("expectedAmount":54.637851,"rank":2}]})");
}

TEST_CASE("a page of products of a running period has this text, to the byte") {
  CHECK(text_of(products_of("tea") + "?timeFrame=week&limit=1&page=2") ==
        R"({"marketplaceId":"DE","categoryId":12,"categoryName":"Tea & \"more\"","categoryKey":"tea",)"
        R"("timeFrame":"week","periodStart":"2025-11-16T23:00:00Z","periodEnd":"2025-11-23T22:59:59Z",)"
        R"("totalProducts":2,"page":2,"limit":1,"lastRefreshed":"2025-11-20T06:00:00Z","window":"calendar",)"
        R"("currency":"EUR","totalExpectedUnits":28.201733,"totalExpectedAmount":99.900343,)"
        R"("products":[{"productId":1201,"productName":"Green\\Black \"tea\"\u0009é","sellerId":5678,)"
        R"("sellerName":"Tech \"Store\"","predictedQuantity":13,"predictedAmount":38.72,)"
        R"("confidenceScore":0.7097,"productKey":"SKU-1201","sellerKey":"tech","lo80":10.986123,)"
        R"("hi80":15.970844,"lo95":6.778079,"hi95":20.567226,"topProbability":null,"rankLow":null,)"
        R"("rankHigh":null,"expectedUnits":12.906589,"expectedAmount":38.719767,"rank":2}]})");
}

TEST_CASE("a page of categories has this text, to the byte") {
  CHECK(text_of(kCategories + "?timeFrame=week&window=rolling&limit=2&sort=asc") ==
        R"({"marketplaceId":"DE","customerId":1234,"timeFrame":"week","periodStart":"2025-11-19T23:00:00Z",)"
        R"("periodEnd":"2025-11-26T22:59:59Z","totalCategories":3,"page":1,"limit":2,)"
        R"("lastRefreshed":"2025-11-20T06:00:00Z","window":"rolling","currency":"EUR",)"
        R"("totalExpectedUnits":131.536738,"totalExpectedAmount":575.71054,"categories":[{"categoryId":42,)"
        R"("categoryName":"Electronics","predictedSalesAmount":104.63,"confidenceScore":0.89,)"
        R"("categoryKey":"elec","lo80":null,"hi80":null,"lo95":null,"hi95":null,"topProbability":1.00,)"
        R"("rankLow":10,"rankHigh":20,"expectedUnits":17.438141,"expectedAmount":104.628846,"rank":3},)"
        R"({"categoryId":12,"categoryName":"Tea & \"more\"","predictedSalesAmount":128.54,)"
        R"("confidenceScore":0.89,"categoryKey":"tea","lo80":null,"hi80":null,"lo95":null,"hi95":null,)"
        R"("topProbability":1.00,"rankLow":9,"rankHigh":18,"expectedUnits":36.687321,)"
        R"("expectedAmount":128.536667,"rank":2}]})");
}
