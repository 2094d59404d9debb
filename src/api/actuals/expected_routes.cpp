// SPDX-License-Identifier: Apache-2.0
#include "api/actuals/series.hpp"
#include "api/caching.hpp"
#include "api/endpoints.hpp"
#include "api/json_text.hpp"
#include "api/ranked.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace shelfcast::api {
namespace {

struct AskedExpected {
  std::string marketplace;
  std::string seller;
  std::string category;
  Question question{.window = Window::rolling};
};

constexpr std::array<Parameter<AskedExpected>, 6> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_key(text, asked.marketplace); },
     text_as("DE", "must be a marketplace's id")},
    {"sellerId", [](auto text, auto& asked) { return read_key(text, asked.seller); }, kSellerRule},
    {"categoryId", [](auto text, auto& asked) { return read_key(text, asked.category); }, kCategoryRule},
    {"timeFrame", [](auto text, auto& asked) { return assign(parse_frame(text), asked.question.frame); },
     one_of("day, week, month, quarter, half, year")},
    {"window", [](auto text, auto& asked) { return assign(parse_window(text), asked.question.window); },
     one_of("calendar, next, rolling")},
    {"cycle", [](auto text, auto& asked) { return read_name(text, asked.question.cycle); }, kCycleRule},
}};

/// What a question is about, in a table.
struct Meant {
  Choice choice;
  std::optional<std::size_t> category;
};

std::expected<Meant, Refusal> meant_by(const Services& services, const AskedExpected& asked) {
  auto choice = choose(services, asked.marketplace, asked.question);
  if (!choice) return std::unexpected(choice.error());
  if (auto refused = narrow(*choice, asked.question, asked.seller)) return std::unexpected(std::move(*refused));
  const auto& cube = choice->table->cube();
  const auto category = asked.category.empty() ? std::nullopt : find_category(cube, asked.category);
  if (!asked.category.empty() && !category) return std::unexpected(unknown_category(cube, asked.category));
  return Meant{std::move(*choice), category};
}

/// Costs are those of `sold_now`, whatever table is asked.
Takings expected_in(const Meant& meant, const Assortment& sold_now) {
  const auto& [table, period] = std::tie(meant.choice.table, meant.choice.period);
  const auto& cube = table->cube();
  Takings takings;
  for (std::size_t category = 0; category < cube.categories.size(); ++category) {
    if (meant.category && !belongs_to(cube, category, *meant.category)) continue;
    const auto [first, count] = table->products_of(category);
    for (std::size_t row = first; row < first + count; ++row) {
      const auto expected = table->product(row, period);
      const auto* const product = sold_now.product(cube.products[row].id);
      takings.add(expected, meant.choice.slice.holds(cube.products[row], expected),
                  product == nullptr ? std::nullopt : product->cost);
    }
  }
  return takings;
}

void put_id(std::string& json, std::string_view name, std::optional<std::uint32_t> id) {
  fmt::format_to(std::back_inserter(json), R"(,"{}":{})", name, id ? fmt::to_string(*id) : "null");
}

/// Of whom something is forecast, as everybody is who was found in the table.
void put_seller_name(std::string& json, const domain::Cube& cube, const Slice& slice) {
  json += R"(,"sellerName":)";
  const auto product =
      std::ranges::find(cube.products, slice.seller, [](const auto& one) { return std::optional(one.seller); });
  product == cube.products.end() ? void(json += "null") : put_string(json, product->seller_name);
}

std::string written(const AskedExpected& asked, const Meant& meant, const Takings& takings) {
  const auto& cube = meant.choice.table->cube();
  const auto& [period, slice] = std::tie(meant.choice.period, meant.choice.slice);
  std::string json = R"({"marketplaceId":)";
  put_string(json, cube.marketplace);
  put_id(json, "sellerId", slice.seller ? std::optional(slice.seller->value) : std::nullopt);
  put_seller_name(json, cube, slice);
  put_id(json, "categoryId", meant.category ? std::optional(cube.categories[*meant.category].id.value) : std::nullopt);
  fmt::format_to(std::back_inserter(json), R"(,"timeFrame":"{}","window":"{}","firstDay":"{}","lastDay":"{}","cycle":)",
                 name_of(asked.question.frame), name_of(asked.question.window), format_day(period.first),
                 format_day(period.last));
  put_string(json, meant.choice.table->id());
  json += R"(,"currency":)";
  cube.measures.amount ? put_string(json, cube.currency) : void(json += "null");
  put_takings(json, takings,
              {.measures = cube.measures,
               .is_share = slice.seller.has_value(),
               .units = "expectedUnits",
               .amount = "expectedAmount",
               .margin = "expectedMargin",
               .put_amount = put_exact<std::string>});
  return json + '}';
}

class ExpectedSales {
 public:
  explicit ExpectedSales(SharedServices services)
      : services_(std::move(services)), assortments_(*services_->catalogue, services_->clock) {}

  http::Response answer(const http::Request& request) {
    AskedExpected asked;
    auto errors = read_parameters<AskedExpected>(request.query, kParameters, asked);
    take_only_marketplace(services_->tables.marketplaces(), asked.marketplace, errors);
    if (!errors.empty()) return answer_of(bad_fields(400, std::move(errors)), request);
    const auto meant = meant_by(*services_, asked);
    if (!meant) return answer_of(meant.error(), request);
    const auto assortment = assortments_.of(asked.marketplace, {});
    if (!assortment) return answer_of(assortment.error(), request);
    auto response = json_answer(200, written(asked, *meant, expected_in(*meant, **assortment)));
    set_live_provenance(response, meant->choice.table->cube().receipt);
    return response;
  }

 private:
  SharedServices services_;
  Assortments assortments_;
};

}  // namespace

Endpoints expected_routes(const SharedServices& services) {
  if (services->catalogue == nullptr || services->deltas == nullptr) return {};
  const auto expected = std::make_shared<ExpectedSales>(services);
  return {
      {{"GET", "/api/v1/sales/expected", [expected](const http::Request& request) { return expected->answer(request); },
        http::Pace::slow, "sales:read"},
       {.tag = "Sales",
        .summary = "What of a period's sales is expected to be left, and a seller's share",
        .query = openapi::read_by<AskedExpected>(kParameters),
        .answers = {{200, "ExpectedSales"}},
        .problems = {404}}}};
}

}  // namespace shelfcast::api
