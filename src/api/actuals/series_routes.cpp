// SPDX-License-Identifier: Apache-2.0
#include "api/actuals/series.hpp"
#include "api/endpoints.hpp"
#include "api/formats.hpp"
#include "api/json_text.hpp"
#include "api/told.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace shelfcast::api {
namespace {

constexpr std::size_t kMostPeriods = 400;

struct AskedSeries : AskedSubject {
  Frame frame = Frame::day;
  std::optional<Day> from;
  std::optional<Day> to;
};

bool read_day(std::string_view text, std::optional<Day>& day) {
  if (const auto read = parse_day(text)) day = *read;
  return day.has_value();
}

constexpr Rule kDayRule{"must be a date, as 2025-11-20"};

constexpr std::array<Parameter<AskedSeries>, 8> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_key(text, asked.marketplace); },
     text_as("DE", "must be a marketplace's id")},
    {"sellerId", [](auto text, auto& asked) { return read_key(text, asked.merchant); }, kSellerRule},
    {"categoryId", [](auto text, auto& asked) { return read_key(text, asked.category); }, kCategoryRule},
    {"timeFrame", [](auto text, auto& asked) { return assign(parse_frame(text), asked.frame); },
     one_of("day, week, month, quarter, half, year")},
    {"from", [](auto text, auto& asked) { return read_day(text, asked.from); }, kDayRule},
    {"to", [](auto text, auto& asked) { return read_day(text, asked.to); }, kDayRule},
    {"timeZone", [](auto text, auto& asked) { return read_zone(text, asked); }, kZoneRule},
    {"weekStart", [](auto text, auto& asked) { return read_week_start(text, asked); }, kWeekStartRule},
}};

constexpr std::array<std::string_view, 9> kColumns{"firstDay", "lastDay",    "isOver",         "units", "amount",
                                                   "margin",   "marginRate", "amountWithCost", "share"};

std::expected<AskedSeries, Refusal> parse_series(const http::Request& request) {
  AskedSeries asked;
  auto errors = read_parameters<AskedSeries>(request.query, kParameters, asked);
  if (!asked.from && errors.empty()) errors.push_back({"?from", "missing", "from is required: the first day."});
  if (asked.from && asked.to && *asked.to < *asked.from)
    errors.push_back({"?to", "invalid", "to must not be before from."});
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  return asked;
}

/// The calendar's, whole: those that hold the first day and the last one asked about, and all between them.
std::expected<std::vector<Period>, Refusal> periods_of(const AskedSeries& asked, const Subject& subject) {
  const Day to = asked.to.value_or(subject.zone.local_day(subject.now));
  std::vector<Period> periods;
  for (Day day = *asked.from; day <= to; day = periods.back().last + 1) {
    if (periods.size() == kMostPeriods) {
      return std::unexpected(
          bad_fields(400, {{"?from", "invalid",
                            fmt::format("At most {} periods are told: begin later, or end earlier.", kMostPeriods)}}));
    }
    periods.push_back(period_of(asked.frame, day, subject.week_start));
  }
  return periods;
}

std::string rows_of(const Subject& subject, std::span<const Period> periods, std::span<const Takings> takings) {
  const TakingsTold told{.measures = subject.assortment->known.marketplace.measures,
                         .is_share = subject.merchant != nullptr,
                         .put_amount = put_money<std::string>};
  std::string json = "[";
  for (std::size_t i = 0; i < periods.size(); ++i) {
    const bool is_over = subject.now >= subject.zone.midnight(periods[i].last + 1) - 1;
    fmt::format_to(std::back_inserter(json), R"({}{{"firstDay":"{}","lastDay":"{}","isOver":{})", i == 0 ? "" : ",",
                   format_day(periods[i].first), format_day(periods[i].last), is_over);
    put_takings(json, takings[i], told);
    json += '}';
  }
  return json + ']';
}

std::string written(const AskedSeries& asked, const Subject& subject, std::string_view rows) {
  const auto& marketplace = subject.assortment->known.marketplace;
  std::string json = R"({"marketplaceId":)";
  put_string(json, marketplace.key);
  json += R"(,"sellerId":)";
  subject.merchant ? json += fmt::to_string(subject.merchant->id.value) : json += "null";
  json += R"(,"categoryId":)";
  subject.category != nullptr ? json += fmt::to_string(subject.category->id.value) : json += "null";
  fmt::format_to(std::back_inserter(json), R"(,"timeFrame":"{}","timeZone":"{}","weekStart":"{}","currency":)",
                 name_of(asked.frame), subject.zone.name(), kWeekdays[static_cast<std::size_t>(subject.week_start)]);
  marketplace.measures.amount ? put_string(json, marketplace.currency) : void(json += "null");
  return json.append(R"(,"periods":)").append(rows).append("}");
}

class Series {
 public:
  explicit Series(const SharedServices& services) : services_(services), subjects_(services) {}

  http::Response answer(const http::Request& request) {
    auto found = found_for(request);
    if (!found) return answer_of(found.error(), request);
    auto response = json_answer(200, std::move(found->text));
    response.headers.set("Content-Type", content_type_of(found->format));
    response.headers.set("Cache-Control", "private, max-age=1");
    return response;
  }

 private:
  struct FoundText {
    std::string text;
    Format format = Format::json;
  };

  std::expected<FoundText, Refusal> found_for(const http::Request& request) {
    const auto asked = parse_series(request);
    if (!asked) return std::unexpected(asked.error());
    const auto format = format_asked(request);
    if (!format) return std::unexpected(format.error());
    auto subject = subjects_.find(*asked);
    if (!subject) return std::unexpected(subject.error());
    if (auto refused = find_category(*asked, *subject)) return std::unexpected(std::move(*refused));
    const auto& marketplace = subject->assortment->known.marketplace;
    if (auto refused = refuse_finer(marketplace.key, marketplace.grain, asked->frame))
      return std::unexpected(std::move(*refused));
    const auto periods = periods_of(*asked, *subject);
    if (!periods) return std::unexpected(periods.error());
    const auto takings = takings_of(*services_->deltas, *subject, *periods);
    if (!takings) return std::unexpected(refusal_of(takings.error()));
    const auto rows = rows_of(*subject, *periods, *takings);
    return FoundText{*format == Format::json ? written(*asked, *subject, rows) : lines_of(rows, *format, kColumns),
                     *format};
  }

  SharedServices services_;
  Subjects subjects_;
};

}  // namespace

Endpoints series_routes(const SharedServices& services) {
  if (services->catalogue == nullptr || services->deltas == nullptr) return {};
  const auto series = std::make_shared<Series>(services);
  return {{{"GET", "/api/v1/sales", [series](const http::Request& request) { return series->answer(request); },
            http::Pace::slow, "sales:read"},
           {.tag = "Sales",
            .summary = "What was sold, period by period",
            .query = openapi::read_by<AskedSeries>(kParameters, {"from"}),
            .answers = {{200, "SalesByPeriod", {every_format().begin(), every_format().end()}}},
            .problems = {404, 406}}}};
}

}  // namespace shelfcast::api
