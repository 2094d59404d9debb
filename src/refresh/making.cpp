// SPDX-License-Identifier: Apache-2.0
#include "refresh/making.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/features/panel.hpp"
#include "shelfcast/features/running.hpp"
#include "shelfcast/ranking/cube.hpp"
#include "shelfcast/training/intervals.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::refresh {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kHistoryDays = "refresh.history_days";
constexpr const char* kSeed = "refresh.seed";

std::string fingerprint_of(const std::vector<domain::Holiday>& holidays) {
  std::string text;
  for (const auto& holiday : holidays) text += format_day(holiday.day) + ' ' + holiday.name + '\n';
  return hex(fingerprint(text));
}

}  // namespace

Result<void> build_features(const Rooms& rooms, const Settings& settings, const Known& known, Making& making) {
  auto panel = features::panel_as_known_at(
      rooms.deltas, rooms.catalogue, known.marketplace, known.at,
      {.history_days = settings.history_days, .cut = known.cut, .only_of = known.only_of, .runtime = &rooms.runtime});
  if (!panel) return std::unexpected(panel.error());
  auto running = features::running_days(rooms.deltas, *panel);
  if (!running) return std::unexpected(running.error());
  making.panel = std::move(*panel);
  making.running = std::move(*running);
  return {};
}

Result<void> train(const Rooms& rooms, const training::Progress& progress, Making& making) {
  auto trained = training::train(making.panel, rooms.runtime, progress);
  if (!trained) return std::unexpected(trained.error());
  making.trained = std::move(*trained);
  return {};
}

Result<void> rank(const Rooms& rooms, domain::Receipt receipt, Making& making) {
  const auto& panel = making.panel;
  const auto names = rooms.catalogue.as_known_at(panel.marketplace.id, panel.known_at);
  if (!names) return std::unexpected(names.error());
  auto cube = ranking::build_cube(
      panel, making.running, {.sellers = names->sellers, .categories = names->categories},
      [&](const domain::TakeCategory& take) { return training::forecast(making.trained.blob, panel, take); });
  if (!cube) return std::unexpected(cube.error());
  receipt.data_cut = panel.cut;
  receipt.known_at = panel.known_at;
  receipt.holidays = fingerprint_of(panel.holidays);
  receipt.numbers = std::move(cube->receipt.numbers);
  making.cube = std::move(*cube);
  making.cube.confidence = making.trained.confidence;
  auto intervals = training::intervals_in(making.trained.blob);
  if (!intervals) return std::unexpected(intervals.error());
  making.cube.intervals = domain::stretched(std::move(*intervals), receipt.factors);
  making.cube.receipt = std::move(receipt);
  ranking::draw_chances(making.cube, rooms.runtime);
  return {};
}

std::string configuration_of(const Settings& settings) {
  return Json{{kHistoryDays, settings.history_days}, {kSeed, settings.seed}}.dump();
}

Result<Settings> settings_from(std::string_view configuration) try {
  const Json json = Json::parse(configuration);
  Settings settings;
  settings.history_days = json.at(kHistoryDays);
  settings.seed = json.at(kSeed);
  return settings;
} catch (const Json::exception&) {
  return fail(Code::not_found, "configuration", "the receipt does not say with which settings its numbers were made");
}

}  // namespace shelfcast::refresh
