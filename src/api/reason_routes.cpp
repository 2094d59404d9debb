// SPDX-License-Identifier: Apache-2.0
// Why a number is what it is, and what moved it since the refresh before.
#include "api/accepted.hpp"
#include "api/caching.hpp"
#include "api/endpoints.hpp"
#include "api/json_text.hpp"
#include "api/ranked.hpp"
#include "api/reasons_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace shelfcast::api {
namespace {

using domain::Account;

struct AskedReasons {
  std::string marketplace;
  Question question;
};

constexpr std::array<Parameter<AskedReasons>, 5> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_name(text, asked.marketplace); }, kMarketplaceRule},
    {"timeFrame", [](auto text, auto& asked) { return assign(parse_frame(text), asked.question.frame); },
     one_of("day, week, month, quarter, half, year")},
    {"window", [](auto text, auto& asked) { return assign(parse_window(text), asked.question.window); },
     one_of("calendar, next, rolling")},
    {"cycle", [](auto text, auto& asked) { return read_name(text, asked.question.cycle); }, kCycleRule},
    {"asOf", [](auto text, auto& asked) { return assign(parse_as_of(text), asked.question.as_of); }, kAsOfRule},
}};

/// Something of a table that can be explained.
struct Subject {
  Explained explained;
  CategoryId category;  ///< whose reasons tell of it
};
using Find = std::expected<Subject, Refusal> (*)(const predictions::Table& table, const std::string& named);

/// Its id, name and key.
std::string named_as(std::string_view kind, const auto& thing) {
  std::string json = fmt::format(R"("{0}Id":{1},"{0}Name":)", kind, thing.id.value);
  put_string(json, thing.name);
  json += fmt::format(R"(,"{}Key":)", kind);
  put_string(json, thing.key);
  return json;
}

std::expected<Subject, Refusal> find_one(const predictions::Table& table, const std::string& named) {
  const auto& cube = table.cube();
  const auto place = find_product(cube, named);
  if (!place) return std::unexpected(unknown_product(cube, named));
  const auto& product = cube.products[*place];
  auto head = named_as("product", product);
  head += fmt::format(R"(,"categoryId":{})", product.category.value);
  const auto category = std::ranges::find(cube.categories, product.category, &domain::ForecastCategory::id);
  const auto& origin = table.origin_of(static_cast<std::size_t>(category - cube.categories.begin()));
  return Subject{{.head = std::move(head), .receipt = origin.receipt, .products = {*place}}, product.category};
}

std::expected<Subject, Refusal> find_family(const predictions::Table& table, const std::string& named) {
  const auto& cube = table.cube();
  const auto place = find_category(cube, named);
  if (!place) return std::unexpected(unknown_category(cube, named));
  const auto& category = cube.categories[*place];
  Subject subject{{.head = named_as("category", category), .receipt = table.origin_of(*place).receipt, .products = {}},
                  category.id};
  for (std::size_t member = 0; member < cube.categories.size(); ++member) {
    const auto range = table.products_of(member);
    if (range.count == 0 || !belongs_to(cube, member, *place)) continue;
    for (std::size_t i = 0; i < range.count; ++i) subject.explained.products.push_back(range.first + i);
  }
  return subject;
}

class Explanations {
 public:
  explicit Explanations(SharedServices services) : services_(std::move(services)) {}

  [[nodiscard]] http::Response answer(const http::Request& request, Account account, Find find) const {
    const auto asked = read(request);
    if (!asked) return answer_of(asked.error(), request);
    const auto choice = choose(*services_, asked->marketplace, asked->question);
    if (!choice) return answer_of(choice.error(), request);
    const auto subject = find(*choice->table, request.captured.at("id"));
    if (!subject) return answer_of(subject.error(), request);
    const domain::ReasonsQuestion question{.account = account,
                                           .marketplace = choice->table->cube().marketplace,
                                           .table = choice->table->id(),
                                           .category = subject->category,
                                           .about = choice->about};
    const auto reasons = services_->jobs->reasons(question);
    if (!reasons) {
      const auto started = services_->jobs->explain(question);
      return started ? accepted(*started) : answer_of(refusal_of(started.error()), request);
    }
    const bool has_before = !reasons->before.empty();
    const bool told = (account == Account::moved && !has_before) ||
                      std::ranges::find(reasons->periods, choice->period) != reasons->periods.end();
    if (!told) return answer_of(not_seen(*choice), request);
    const auto before = has_before ? services_->tables.find(question.marketplace, reasons->before) : nullptr;
    return kept_answer(request, *choice, subject->explained.receipt,
                       reasons_json(*choice, asked->question, subject->explained, *reasons, before.get()),
                       services_->clock.now());
  }

 private:
  [[nodiscard]] std::expected<AskedReasons, Refusal> read(const http::Request& request) const {
    AskedReasons asked;
    auto errors = read_parameters<AskedReasons>(request.query, kParameters, asked);
    take_only_marketplace(services_->tables.marketplaces(), asked.marketplace, errors);
    if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
    return asked;
  }

  static Refusal not_seen(const Choice& choice) {
    return {.status = 404,
            .type = "not-covered",
            .title = "This period was not seen before",
            .detail = fmt::format("{} to {} was beyond the horizon of the table before: nothing can have moved.",
                                  format_day(choice.period.first), format_day(choice.period.last))};
  }

  SharedServices services_;
};

}  // namespace

Endpoints reason_routes(const SharedServices& services) {
  if (services->jobs == nullptr) return {};
  const auto explanations = std::make_shared<Explanations>(services);
  struct Row {
    const char* path;
    std::string_view needs;
    Account account;
    Find find;
    std::string_view summary;
  };
  const auto endpoint = [&](const Row& row) {
    const auto answer = [explanations, account = row.account, find = row.find](const http::Request& request) {
      return explanations->answer(request, account, find);
    };
    return Endpoint{{"GET", row.path, answer, http::Pace::slow, row.needs},  // may open a table
                    {.tag = "Reasons",
                     .summary = row.summary,
                     .query = openapi::read_by<AskedReasons>(kParameters),
                     .answers = {{200, row.account == Account::why ? "Why" : "Moved"}, {202, "Job"}},
                     .is_kept = true}};
  };
  using enum Account;
  return {
      endpoint({"/api/v1/products/{id}/why", "products:read", why, find_one, "What an expectation is made of"}),
      endpoint(
          {"/api/v1/products/{id}/moved", "products:read", moved, find_one, "What moved it since the refresh before"}),
      endpoint({"/api/v1/categories/{id}/why", "predictions:read", why, find_family, "What a category's is made of"}),
      endpoint({"/api/v1/categories/{id}/moved", "predictions:read", moved, find_family, "What moved a category's"})};
}

}  // namespace shelfcast::api
