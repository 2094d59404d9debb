// SPDX-License-Identifier: Apache-2.0
#include "api/actuals/actuals.hpp"
#include "api/actuals/asked_actuals.hpp"
#include "api/endpoints.hpp"
#include "api/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>

namespace shelfcast::api {
namespace {

/// A question with everything it refers to.
struct Resolved {
  Subject subject;
  ActualsQuestion question;
  Measure measure = Measure::amount;
};

class Actuals {
 public:
  explicit Actuals(const SharedServices& services) : services_(services), subjects_(services) {}

  http::Response categories(const http::Request& request) {
    return answer(request, "Categories", [](std::string& json, const Resolved& resolved, const Place& place) {
      const auto* const category = resolved.subject.assortment->category(CategoryId{place.id});
      put_named(json, "category", place.id, category);
    });
  }
  http::Response products(const http::Request& request) {
    return answer(request, "Products", [](std::string& json, const Resolved& resolved, const Place& place) {
      const auto* const product = resolved.subject.assortment->product(ProductId{place.id});
      put_named(json, "product", place.id, product);
    });
  }

 private:
  using PutPlace = void (*)(std::string& json, const Resolved& resolved, const Place& place);

  template <class Named>
  static void put_named(std::string& json, std::string_view what, std::uint32_t id, const Named* named) {
    fmt::format_to(std::back_inserter(json), R"("{}Id":{},"{}Name":)", what, id, what);
    put_string(json, named == nullptr ? "" : named->name);
    fmt::format_to(std::back_inserter(json), R"(,"{}Key":)", what);
    put_string(json, named == nullptr ? "" : named->key);
  }

  http::Response answer(const http::Request& request, std::string_view things, PutPlace put_place) {
    const auto asked = parse_actuals(request);
    if (!asked) return answer_of(asked.error(), request);
    const auto resolved = resolve(*asked);
    if (!resolved) return answer_of(resolved.error(), request);
    const auto found = sold(*services_->deltas, *resolved->subject.assortment, resolved->question);
    if (!found) return answer_of(refusal_of(found.error()), request);
    const ActualRanking ranking = things == "Products"
                                      ? rank_products(*found, resolved->measure)
                                      : rank_categories(*found, *resolved->subject.assortment, resolved->measure);
    auto response = json_answer(200, written(*asked, *resolved, ranking, {things, put_place}));
    response.headers.set("Cache-Control", "private, max-age=1");
    return response;
  }

  [[nodiscard]] std::expected<Resolved, Refusal> resolve(const AskedActuals& asked);
  [[nodiscard]] static std::optional<Refusal> refuse_untold(const AskedActuals& asked, const Resolved& resolved);

  struct Things {
    std::string_view name;
    PutPlace put_place;
  };
  static std::string written(const AskedActuals& asked, const Resolved& resolved, const ActualRanking& ranking,
                             const Things& things);
  static void put_when(std::string& json, const AskedActuals& asked, const Resolved& resolved);

  SharedServices services_;
  Subjects subjects_;
};

std::optional<Refusal> Actuals::refuse_untold(const AskedActuals& asked, const Resolved& resolved) {
  const auto& marketplace = resolved.subject.assortment->known.marketplace;
  auto refused = asked.hours ? refuse_finer(marketplace.key, marketplace.grain, *asked.hours)
                             : refuse_finer(marketplace.key, marketplace.grain, *asked.bucket);
  return refused ? refused : refuse_measure(marketplace.key, marketplace.measures, resolved.measure);
}

std::variant<Period, Hours> when_of(const AskedActuals& asked, const Subject& subject) {
  if (asked.hours) return Hours{*asked.hours};
  const auto* const day = std::get_if<Day>(&asked.start);
  const auto* const instant = std::get_if<Instant>(&asked.start);
  const Day about = day != nullptr ? *day : subject.zone.local_day(instant != nullptr ? *instant : subject.now);
  return period_of(*asked.bucket, about, subject.week_start);
}

/// When the shelves are to be looked at as they were known then.
Instant end_of(const std::variant<Period, Hours>& when, const Subject& subject) {
  const auto* const period = std::get_if<Period>(&when);
  return period != nullptr ? subject.zone.midnight(period->last + 1) : subject.now;
}

std::expected<Resolved, Refusal> Actuals::resolve(const AskedActuals& asked) {
  auto subject = subjects_.find(asked);
  if (!subject) return std::unexpected(subject.error());
  Resolved resolved{.subject = std::move(*subject), .question = {}};
  resolved.measure = measure_of(asked.measure, resolved.subject.assortment->known.marketplace.measures);
  if (auto refused = refuse_untold(asked, resolved)) return std::unexpected(std::move(*refused));
  const auto when = when_of(asked, resolved.subject);
  if (asked.tree_of_then) {
    const auto back = subjects_.take_back(resolved.subject, end_of(when, resolved.subject));
    if (!back) return std::unexpected(refusal_of(back.error()));
  }
  if (auto refused = find_category(asked, resolved.subject)) return std::unexpected(std::move(*refused));
  resolved.question = {.when = when,
                       .zone = resolved.subject.zone,
                       .now = resolved.subject.now,
                       .merchant = resolved.subject.merchant.get(),
                       .category = resolved.subject.category};
  return resolved;
}

void Actuals::put_when(std::string& json, const AskedActuals& asked, const Resolved& resolved) {
  const auto& question = resolved.question;
  if (const auto* const period = std::get_if<Period>(&question.when)) {
    std::string bucket(name_of(*asked.bucket));
    std::ranges::transform(bucket, bucket.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    fmt::format_to(std::back_inserter(json),
                   R"(,"bucketType":"{}","bucketStart":"{}","bucketEnd":"{}","periodStart":"{}","periodEnd":"{}")",
                   bucket, format_day(period->first), format_day(period->last),
                   format_instant(question.zone.midnight(period->first)),
                   format_instant(question.zone.midnight(period->last + 1) - 1));
  } else {
    fmt::format_to(std::back_inserter(json), R"(,"hours":{},"until":"{}")", std::get<Hours>(question.when).count,
                   format_instant(question.now));
  }
  fmt::format_to(std::back_inserter(json), R"(,"timeZone":"{}","weekStart":"{}")", question.zone.name(),
                 kWeekdays[static_cast<std::size_t>(resolved.subject.week_start)]);
}

std::string Actuals::written(const AskedActuals& asked, const Resolved& resolved, const ActualRanking& ranking,
                             const Things& things) {
  const auto& marketplace = resolved.subject.assortment->known.marketplace;
  std::string json = R"({"merchantId":)";
  asked.merchant.empty() ? json.append("null") : (put_outside_id(json, asked.merchant), json);
  json += R"(,"marketplaceId":)";
  put_string(json, marketplace.key);
  put_when(json, asked, resolved);
  const auto& told = marketplace.measures;
  const auto amount = [&](Minor value) { return told.amount ? format_minor(value) : "null"; };
  const auto units = [&](Micro value) { return told.units ? format_micro(value) : "null"; };
  json += R"(,"currency":)";
  told.amount ? put_string(json, marketplace.currency) : void(json += "null");
  fmt::format_to(std::back_inserter(json),
                 R"(,"measure":"{}","totalSalesAmount":{},"totalUnits":{},"total{}":{},"page":{},"limit":{},"{}":[)",
                 name_of(resolved.measure), amount(ranking.amount), units(ranking.units), things.name,
                 ranking.places.size(), asked.page, asked.limit, things.name == "Products" ? "products" : "categories");
  const std::size_t from = std::min(ranking.places.size(), (asked.page - 1) * asked.limit);
  const std::size_t to = std::min(ranking.places.size(), from + asked.limit);
  for (std::size_t i = from; i < to; ++i) {
    const Place& place = ranking.places[i];
    json += i == from ? "{" : ",{";
    things.put_place(json, resolved, place);
    fmt::format_to(std::back_inserter(json), R"(,"totalSalesAmount":{},"units":{},"rank":{}}})", amount(place.amount),
                   units(place.units), i + 1);
  }
  return json + "]}";
}

}  // namespace

Endpoints actual_routes(const SharedServices& services) {
  if (services->catalogue == nullptr || services->deltas == nullptr) return {};
  const auto actuals = std::make_shared<Actuals>(services);
  const auto categories = [actuals](const http::Request& request) { return actuals->categories(request); };
  const auto products = [actuals](const http::Request& request) { return actuals->products(request); };
  const auto query = openapi::read_by(actuals_parameters());
  return {{{"GET", "/api/top-categories", categories, http::Pace::slow, "sales:read"},
           {.tag = "Sales",
            .summary = "The categories that sold best",
            .query = query,
            .answers = {{200, "SoldCategories"}},
            .problems = {404}}},
          {{"GET", "/api/top-products", products, http::Pace::slow, "sales:read"},
           {.tag = "Sales",
            .summary = "The products that sold best",
            .query = query,
            .answers = {{200, "SoldProducts"}},
            .problems = {404}}}};
}

}  // namespace shelfcast::api
