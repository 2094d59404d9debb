// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/domain/receipt_json.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::domain {
namespace {

using Json = nlohmann::ordered_json;

// The first tables wrote days and moments as numbers.
Day day_from(const Json& json) {
  return json.is_number() ? Day{json.get<std::int32_t>()} : parse_day(json.get<std::string>()).value();
}

Instant instant_from(const Json& json) {
  return json.is_number() ? Instant{json.get<std::int64_t>()} : parse_instant(json.get<std::string>()).value();
}

Json to_json(const IntervalFactors& factors) {
  Json list = Json::array();
  for (const auto& [run, of] : factors)
    list.push_back({{"level", static_cast<int>(run.first)}, {"band", run.second}, {"of80", of[0]}, {"of95", of[1]}});
  return list;
}

IntervalFactors factors_from(const Json& json) {
  IntervalFactors factors;
  for (const auto& row : json)
    factors[{static_cast<Level>(row.at("level").get<int>()), row.at("band")}] = {row.at("of80"), row.at("of95")};
  return factors;
}

}  // namespace

Json to_json(const Receipt& receipt) {
  Json categories = Json::array();
  for (const CategoryId id : receipt.categories) categories.push_back(id.value);
  return {{"cycle", receipt.cycle},
          {"modelVersion", receipt.model_version},
          {"dataCut", format_day(receipt.data_cut)},
          {"knownAt", format_instant(receipt.known_at)},
          {"configDigest", receipt.config_digest},
          {"seed", receipt.seed},
          {"configuration", receipt.configuration.empty() ? Json() : Json::parse(receipt.configuration)},
          {"categories", std::move(categories)},
          {"intervalFactors", to_json(receipt.factors)},
          {"holidays", receipt.holidays},
          {"numbers", receipt.numbers},
          {"build", receipt.workshop.build},
          {"cpu", receipt.workshop.cpu},
          {"timeZones", receipt.workshop.time_zones}};
}

Receipt receipt_from_json(const Json& json) {
  Receipt receipt{.cycle = json.at("cycle"),
                  .model_version = json.at("modelVersion"),
                  .data_cut = day_from(json.at("dataCut")),
                  .known_at = instant_from(json.at("knownAt")),
                  .config_digest = json.at("configDigest"),
                  .seed = json.at("seed"),
                  .configuration = {},
                  .categories = {},
                  .factors = factors_from(json.value("intervalFactors", Json::array())),
                  .holidays = json.value("holidays", ""),
                  .numbers = json.value("numbers", ""),
                  .workshop = {json.value("build", ""), json.value("cpu", ""), json.value("timeZones", "")}};
  if (const auto settings = json.find("configuration"); settings != json.end() && !settings->is_null())
    receipt.configuration = settings->dump();
  for (const auto& id : json.value("categories", Json::array()))
    receipt.categories.push_back({id.get<std::uint32_t>()});
  return receipt;
}

}  // namespace shelfcast::domain
