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
  AssortmentPtr assortment;
  ActualsQuestion question;
  int week_start = 0;
  Measure measure = Measure::amount;
};

class Actuals {
 public:
  explicit Actuals(SharedServices services)
      : services_(std::move(services)), assortments_(*services_->catalogue, services_->clock) {}

  http::Response categories(const http::Request& request) {
    return answer(request, "Categories", [](std::string& json, const Resolved& resolved, const Place& place) {
      const auto* const category = resolved.assortment->category(CategoryId{place.id});
      put_named(json, "category", place.id, category);
    });
  }
  http::Response products(const http::Request& request) {
    return answer(request, "Products", [](std::string& json, const Resolved& resolved, const Place& place) {
      const auto* const product = resolved.assortment->product(ProductId{place.id});
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
    const auto found = sold(*services_->deltas, *resolved->assortment, resolved->question);
    if (!found) return answer_of(refusal_of(found.error()), request);
    const ActualRanking ranking = things == "Products"
                                      ? rank_products(*found, resolved->measure)
                                      : rank_categories(*found, *resolved->assortment, resolved->measure);
    auto response = json_answer(200, written(*asked, *resolved, ranking, {things, put_place}));
    response.headers.set("Cache-Control", "private, max-age=1");
    return response;
  }

  [[nodiscard]] std::expected<Resolved, Refusal> resolve(const AskedActuals& asked);
  [[nodiscard]] static std::optional<Refusal> refuse_untold(const AskedActuals& asked, const Resolved& resolved);
  [[nodiscard]] static Result<void> set_calendar(const AskedActuals& asked, Resolved& resolved);
  [[nodiscard]] Result<Instant> now_in(const Assortment& assortment) const;

  struct Things {
    std::string_view name;
    PutPlace put_place;
  };
  static std::string written(const AskedActuals& asked, const Resolved& resolved, const ActualRanking& ranking,
                             const Things& things);
  static void put_when(std::string& json, const AskedActuals& asked, const Resolved& resolved);

  SharedServices services_;
  Assortments assortments_;
};

/// The clock's, or the end of the data where that is what `now` means.
Result<Instant> Actuals::now_in(const Assortment& assortment) const {
  if (!services_->options.pinned_now) return services_->clock.now();
  const auto extent = services_->deltas->extent(assortment.known.marketplace.id);
  if (!extent) return std::unexpected(extent.error());
  return *extent ? assortment.zone.midnight((*extent)->last + 1) - 1 : services_->clock.now();
}

std::optional<Refusal> Actuals::refuse_untold(const AskedActuals& asked, const Resolved& resolved) {
  const auto& marketplace = resolved.assortment->known.marketplace;
  auto refused = asked.hours ? refuse_finer(marketplace.key, marketplace.grain, *asked.hours)
                             : refuse_finer(marketplace.key, marketplace.grain, *asked.bucket);
  return refused ? refused : refuse_measure(marketplace.key, marketplace.measures, resolved.measure);
}

/// As asked for, else the merchant's own, else the marketplace's.
Result<void> Actuals::set_calendar(const AskedActuals& asked, Resolved& resolved) {
  const auto& assortment = *resolved.assortment;
  const auto* const merchant = asked.merchant.empty() ? nullptr : assortment.seller(asked.merchant);
  const bool has_zone = merchant != nullptr && !merchant->time_zone.empty();
  auto own_zone = has_zone ? TimeZone::find(merchant->time_zone) : Result<TimeZone>(assortment.zone);
  if (!own_zone) return std::unexpected(own_zone.error());
  resolved.question.zone = asked.zone.value_or(*own_zone);
  const auto own_start = merchant != nullptr ? merchant->week_start : std::nullopt;
  resolved.week_start = asked.week_start.value_or(own_start.value_or(assortment.known.marketplace.week_start));
  return {};
}

std::expected<Resolved, Refusal> Actuals::resolve(const AskedActuals& asked) {
  auto assortment = assortments_.of(asked.marketplace, asked.merchant);
  if (!assortment) return std::unexpected(assortment.error());
  Resolved resolved{.assortment = *assortment, .question = {}};
  auto& question = resolved.question;
  const auto& marketplace = (*assortment)->known.marketplace;
  resolved.measure = measure_of(asked.measure, marketplace.measures);
  if (auto refused = refuse_untold(asked, resolved)) return std::unexpected(std::move(*refused));
  const auto now = now_in(*resolved.assortment);
  if (!now) return std::unexpected(refusal_of(now.error()));
  question.now = *now;
  if (auto set = set_calendar(asked, resolved); !set) return std::unexpected(refusal_of(set.error()));
  if (asked.hours) {
    question.when = Hours{*asked.hours};
  } else {
    const auto* const day = std::get_if<Day>(&asked.start);
    const auto* const instant = std::get_if<Instant>(&asked.start);
    const Day about = day != nullptr ? *day : question.zone.local_day(instant != nullptr ? *instant : question.now);
    question.when = period_of(*asked.bucket, about, resolved.week_start);
  }
  if (asked.tree_of_then) {
    const auto* const period = std::get_if<Period>(&question.when);
    const Instant then = period != nullptr ? question.zone.midnight(period->last + 1) : question.now;
    auto known_then = assortments_.as_known_at(marketplace, std::min(then, question.now));
    if (!known_then) return std::unexpected(refusal_of(known_then.error()));
    resolved.assortment = std::move(*known_then);
  }
  if (!asked.merchant.empty()) question.merchant = resolved.assortment->seller(asked.merchant);
  if (!asked.category.empty()) {
    question.category = resolved.assortment->category(asked.category);
    if (question.category == nullptr) {
      return std::unexpected(Refusal{.status = 404,
                                     .type = "unknown-category",
                                     .title = "There is no such category",
                                     .detail = fmt::format("There is no category '{}'.", asked.category)});
    }
  }
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
                 kWeekdays[static_cast<std::size_t>(resolved.week_start)]);
}

std::string Actuals::written(const AskedActuals& asked, const Resolved& resolved, const ActualRanking& ranking,
                             const Things& things) {
  const auto& marketplace = resolved.assortment->known.marketplace;
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
