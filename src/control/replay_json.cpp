// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/control/replay_json.hpp"

#include "shelfcast/domain/receipt_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace shelfcast::control {
namespace {

using domain::Expected;
using domain::OtherCell;
using domain::Replay;
using domain::Sameness;
using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> kSameness{"same", "different", "not kept"};

Json name_of(Sameness sameness) {
  return kSameness[static_cast<std::size_t>(sameness)];
}

Sameness sameness_named(const Json& json) {
  const auto* const found = std::ranges::find(kSameness, json.get<std::string>());
  return static_cast<Sameness>(found - kSameness.begin());
}

Json to_json(const Expected& expected) {
  return {{"microUnits", expected.units}, {"microAmount", expected.amount}};
}

Expected expected_from(const Json& json) {
  return {json.at("microUnits"), json.at("microAmount")};
}

Json to_json(const OtherCell& cell) {
  return {{"productKey", cell.product},
          {"from", format_day(cell.from)},
          {"published", to_json(cell.published)},
          {"replayed", to_json(cell.replayed)}};
}

OtherCell cell_from(const Json& json) {
  return {json.at("productKey"), parse_day(json.at("from").get<std::string>()).value(),
          expected_from(json.at("published")), expected_from(json.at("replayed"))};
}

}  // namespace

Json to_json(const Replay& replay) {
  Json examples = Json::array();
  for (const auto& cell : replay.examples) examples.push_back(to_json(cell));
  return {{"modelTakenUp", replay.model_taken_up},
          {"model", name_of(replay.model)},
          {"numbers", name_of(replay.numbers)},
          {"table", name_of(replay.table)},
          {"products", replay.products},
          {"cells", replay.cells},
          {"otherCells", replay.other_cells},
          {"examples", std::move(examples)},
          {"runningDays", replay.running_days},
          {"published", domain::to_json(replay.published)},
          {"replayed", domain::to_json(replay.replayed)}};
}

Result<Replay> replay_from_json(const Json& json) try {
  Replay replay{.published = domain::receipt_from_json(json.at("published")),
                .replayed = domain::receipt_from_json(json.at("replayed")),
                .model_taken_up = json.at("modelTakenUp"),
                .model = sameness_named(json.at("model")),
                .numbers = sameness_named(json.at("numbers")),
                .table = sameness_named(json.at("table")),
                .products = json.at("products"),
                .cells = json.at("cells"),
                .other_cells = json.at("otherCells"),
                .examples = {},
                .running_days = json.at("runningDays")};
  for (const auto& cell : json.at("examples")) replay.examples.push_back(cell_from(cell));
  return replay;
} catch (const std::exception& error) {
  return fail(Code::corrupt, "replay", error.what());
}

}  // namespace shelfcast::control
