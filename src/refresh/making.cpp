// SPDX-License-Identifier: Apache-2.0
#include "refresh/making.hpp"

#include "refresh/deciding.hpp"
#include "refresh/metrics_json.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/features/panel.hpp"
#include "shelfcast/features/running.hpp"
#include "shelfcast/ranking/cube.hpp"
#include "shelfcast/training/intervals.hpp"
#include "shelfcast/training/renew.hpp"

#include <nlohmann/json.hpp>

#include <limits>

namespace shelfcast::refresh {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kHistoryDays = "refresh.history_days";
constexpr const char* kSeed = "refresh.seed";
constexpr const char* kSearch = "search";
constexpr const char* kLeftOut = "leftOut";
constexpr const char* kBasedOn = "basedOn";

std::string fingerprint_of(const std::vector<domain::Holiday>& holidays) {
  std::string text;
  for (const auto& holiday : holidays) text += format_day(holiday.day) + ' ' + holiday.name + '\n';
  return hex(fingerprint(text));
}

/// How good it is was measured when that version was trained.
Result<void> renew(const Rooms& rooms, const std::string& based_on, Making& making) {
  const auto version = rooms.registry.find(based_on);
  if (!version) return std::unexpected(version.error());
  const auto earlier = rooms.registry.load(based_on);
  if (!earlier) return std::unexpected(earlier.error());
  auto blob = training::renew(*earlier, making.panel);
  if (!blob) return std::unexpected(blob.error());
  making.trained = trained_in(version->metrics);
  making.trained.blob = std::move(*blob);
  making.trained.confidence = confidence_of(rooms, *version);
  making.based_on = based_on;
  return {};
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

Result<void> train(const Rooms& rooms, const Settings& settings, const training::Progress& progress, Making& making) {
  if (!settings.based_on.empty()) return renew(rooms, settings.based_on, making);
  const training::Terms terms{.seconds_of_model = settings.seconds_of_model,
                              .left_out = settings.left_out,
                              .search = settings.search,
                              .challengers = making.challengers};
  auto trained = training::train(making.panel, terms, rooms.runtime, progress);
  if (!trained) return std::unexpected(trained.error());
  making.trained = std::move(*trained);
  return {};
}

Result<void> rank(const Rooms& rooms, domain::Receipt receipt, Making& making) {
  const auto& panel = making.panel;
  const auto names = rooms.catalogue.as_known_at(panel.marketplace.id, panel.known_at);
  if (!names) return std::unexpected(names.error());
  auto cube = ranking::build_cube(panel, making.running, {.sellers = names->sellers, .categories = names->categories},
                                  [&](const domain::TakeCategory& take) {
                                    return training::forecast(
                                        making.trained.blob, panel, take,
                                        [&](const auto& replacement) { making.replaced.push_back(replacement); },
                                        &rooms.runtime);
                                  });
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

Result<std::string> configuration_of(const Settings& settings, const Making& making) {
  const auto left_out = training::left_out_of(making.trained.blob);
  if (!left_out) return std::unexpected(left_out.error());
  Json json{{kHistoryDays, settings.history_days}, {kSeed, settings.seed}};
  if (settings.search) json[kSearch] = true;
  if (!left_out->empty()) json[kLeftOut] = *left_out;
  if (!making.based_on.empty()) json[kBasedOn] = making.based_on;
  return json.dump();
}

Result<Settings> settings_from(std::string_view configuration) try {
  const Json json = Json::parse(configuration);
  Settings settings;
  settings.history_days = json.at(kHistoryDays);
  settings.seed = json.at(kSeed);
  settings.seconds_of_model = std::numeric_limits<double>::infinity();
  settings.search = json.value(kSearch, false);
  settings.based_on = json.value(kBasedOn, "");
  settings.left_out = json.value(kLeftOut, std::vector<std::string>());
  return settings;
} catch (const Json::exception&) {
  return fail(Code::not_found, "configuration", "the receipt does not say with which settings its numbers were made");
}

}  // namespace shelfcast::refresh
