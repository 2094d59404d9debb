// SPDX-License-Identifier: Apache-2.0
#include "predictions/manifest.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/domain/receipt_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace shelfcast::predictions {
namespace {

using Json = nlohmann::ordered_json;
using domain::ConfidenceCurve;
using domain::Cube;
using domain::ForecastCategory;

Json to_json(const ForecastCategory& category) {
  Json json{{"id", category.id.value}, {"key", category.key}, {"name", category.name}};
  if (category.parent) json["parent"] = category.parent->value;
  return json;
}

ForecastCategory category_from(const Json& json) {
  ForecastCategory category{
      .id = {json.at("id").get<std::uint32_t>()}, .key = json.at("key"), .name = json.at("name"), .parent = {}};
  if (json.contains("parent")) category.parent = CategoryId{json.at("parent").get<std::uint32_t>()};
  return category;
}

Json to_json(const Segment& segment) {
  return {{"category", segment.category.value},
          {"file", segment.file},
          {"first", segment.first},
          {"count", segment.count},
          {"receipt", segment.receipt}};
}

Segment segment_from(const Json& json) {
  return {.category = {json.at("category").get<std::uint32_t>()},
          .file = json.at("file"),
          .first = json.at("first"),
          .count = json.at("count"),
          .receipt = json.at("receipt")};
}

Json to_json(const ConfidenceCurve& curve) {
  Json bins = Json::array();
  for (const auto& bin : curve.bins) bins.push_back({bin.amount_from, bin.hit_rate, bin.measured});
  return {{"frame", name_of(curve.frame)}, {"level", static_cast<int>(curve.level)}, {"bins", std::move(bins)}};
}

ConfidenceCurve curve_from(const Json& json) {
  ConfidenceCurve curve{.frame = parse_frame(json.at("frame").get<std::string>()).value(),
                        .level = static_cast<domain::Level>(json.at("level").get<int>()),
                        .bins = {}};
  for (const auto& bin : json.at("bins")) curve.bins.push_back({bin.at(0), bin.at(1), bin.at(2)});
  return curve;
}

Json to_json(const domain::Widths& widths) {
  Json json = Json::array();
  for (const auto& width : widths) json.push_back({width.log_size, width.low, width.high});
  return json;
}

domain::Widths widths_from(const Json& json) {
  domain::Widths widths;
  for (const auto& width : json) widths.push_back({width.at(0), width.at(1), width.at(2)});
  return widths;
}

Json to_json(const domain::Intervals& intervals) {
  Json runs = Json::array();
  for (const auto& [run, errors] : intervals.measured) {
    Json shapes = Json::array();
    for (const auto& shape : errors.shapes) shapes.push_back({{"logSize", shape.log_size}, {"errors", shape.errors}});
    runs.push_back({{"level", static_cast<int>(run.first.level)},
                    {"young", run.first.young},
                    {"days", run.second},
                    {"widths", {to_json(errors.of_80), to_json(errors.of_95)}},
                    {"shapes", std::move(shapes)}});
  }
  return {{"weekly", intervals.weekly}, {"runs", std::move(runs)}};
}

domain::Intervals intervals_from(const Json& json) {
  domain::Intervals intervals;
  intervals.weekly = json.at("weekly");
  for (const auto& run : json.at("runs")) {
    const domain::Peers peers{static_cast<domain::Level>(run.at("level").get<int>()), run.value("young", false)};
    auto& errors = intervals.measured[{peers, run.at("days")}];
    errors.of_80 = widths_from(run.at("widths").at(0));
    errors.of_95 = widths_from(run.at("widths").at(1));
    for (const auto& shape : run.value("shapes", Json::array()))  // none in older tables
      errors.shapes.push_back({shape.at("logSize"), shape.at("errors")});
  }
  return intervals;
}

template <class Items>
Json list_of(const Items& items) {
  Json json = Json::array();
  for (const auto& item : items) json.push_back(to_json(item));
  return json;
}

Json receipts_of(const Cube& cube) {
  Json receipts = Json::array({domain::to_json(cube.receipt)});
  if (!cube.parts.empty()) receipts.back()["published"] = cube.whole_since.seconds;
  for (const auto& part : cube.parts) {
    receipts.push_back(domain::to_json(part.receipt));
    receipts.back()["published"] = part.published.seconds;
  }
  return receipts;
}

std::vector<domain::CubePart> parts_from(const Json& receipts, const std::vector<Segment>& segments) {
  std::vector<domain::CubePart> parts;
  for (std::size_t i = 1; i < receipts.size(); ++i) {
    parts.push_back({.receipt = domain::receipt_from_json(receipts.at(i)),
                     .published = {receipts.at(i).at("published").get<std::int64_t>()},
                     .categories = {}});
  }
  for (const auto& segment : segments) {
    if (segment.receipt > 0) parts.at(segment.receipt - 1).categories.push_back(segment.category);
  }
  return parts;
}

Json describe(const Cube& cube, Instant published) {
  Json boundaries = Json::array();
  for (const Day day : cube.boundaries) boundaries.push_back(day.number);
  Json chance_periods = Json::array();
  for (const auto& period : cube.chance_periods) chance_periods.push_back({period.first.number, period.last.number});
  return {{"format", 1},
          {"marketplace", cube.marketplace},
          {"currency", cube.currency},
          {"timeZone", cube.time_zone},
          {"weekStart", cube.week_start},
          {"grain", static_cast<int>(cube.grain)},
          {"measures", {{"units", cube.measures.units}, {"amount", cube.measures.amount}}},
          {"published", published.seconds},
          {"receipts", receipts_of(cube)},
          {"files", Json::array({kCellsFile})},
          {"boundaries", std::move(boundaries)},
          {"categories", list_of(cube.categories)},
          {"segments", list_of(segments_of(cube))},
          {"chancePeriods", std::move(chance_periods)},
          {"intervals", to_json(cube.intervals)},
          {"confidence", list_of(cube.confidence)}};
}

Manifest manifest_from(const Json& json) {
  Manifest manifest;
  manifest.published = {json.at("published").get<std::int64_t>()};
  Cube& cube = manifest.cube;
  cube.marketplace = json.at("marketplace");
  cube.currency = json.at("currency");
  cube.time_zone = json.at("timeZone");
  cube.week_start = json.at("weekStart");
  cube.grain = static_cast<domain::Grain>(json.value("grain", 0));
  const auto measures = json.value("measures", Json::object());
  cube.measures = {.units = measures.value("units", true), .amount = measures.value("amount", true)};
  cube.receipt = domain::receipt_from_json(json.at("receipts").at(0));
  for (const auto& day : json.at("boundaries")) cube.boundaries.push_back({day.get<std::int32_t>()});
  for (const auto& category : json.at("categories")) cube.categories.push_back(category_from(category));
  for (const auto& segment : json.at("segments")) manifest.segments.push_back(segment_from(segment));
  cube.whole_since = {json.at("receipts").at(0).value("published", manifest.published.seconds)};
  cube.parts = parts_from(json.at("receipts"), manifest.segments);
  for (const auto& period : json.value("chancePeriods", Json::array()))
    cube.chance_periods.push_back({{period.at(0).get<std::int32_t>()}, {period.at(1).get<std::int32_t>()}});
  if (json.contains("intervals")) cube.intervals = intervals_from(json.at("intervals"));
  for (const auto& curve : json.at("confidence")) cube.confidence.push_back(curve_from(curve));
  return manifest;
}

std::size_t receipt_index(const Cube& cube, CategoryId category) {
  for (std::size_t part = 0; part < cube.parts.size(); ++part) {
    if (std::ranges::binary_search(cube.parts[part].categories, category)) return part + 1;
  }
  return 0;
}

}  // namespace

const std::string& id_of(const Cube& cube) {
  return cube.parts.empty() ? cube.receipt.cycle : cube.parts.back().receipt.cycle;
}

std::vector<Segment> segments_of(const Cube& cube) {
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < cube.products.size(); ++i) {
    const CategoryId category = cube.products[i].category;
    if (segments.empty() || segments.back().category != category)
      segments.push_back({.category = category, .first = i, .receipt = receipt_index(cube, category)});
    ++segments.back().count;
  }
  return segments;
}

std::string encode_manifest(const Cube& cube, Instant published) {
  Json table = describe(cube, published);
  const std::string digest = hex(fingerprint(table.dump()));
  return Json{{"digest", digest}, {"table", std::move(table)}}.dump() + "\n";
}

Result<Manifest> decode_manifest(std::string_view text) try {
  const Json json = Json::parse(text);
  const Json& table = json.at("table");
  const std::uint64_t digest = fingerprint(table.dump());
  if (json.at("digest") != hex(digest)) {
    return fail(Code::corrupt, "", "the manifest fails its checksum");
  }
  if (table.at("format") != 1) return fail(Code::corrupt, "", "the manifest is of another version");
  auto manifest = manifest_from(table);
  manifest.digest = digest;
  return manifest;
} catch (const std::exception& problem) {
  return fail(Code::corrupt, "", std::string("the manifest cannot be read: ") + problem.what());
}

}  // namespace shelfcast::predictions
