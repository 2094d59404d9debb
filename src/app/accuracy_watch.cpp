// SPDX-License-Identifier: Apache-2.0
#include "app/accuracy_watch.hpp"

#include "shelfcast/features/data_cut.hpp"
#include "shelfcast/refresh/promises.hpp"
#include "shelfcast/telemetry/log.hpp"

namespace shelfcast::app {
namespace {

Result<std::string> why_to_retrain(const House& house, const domain::Marketplace& marketplace) {
  const auto data_cut = features::data_cut(marketplace, house.clock.now());
  if (!data_cut) return std::unexpected(data_cut.error());
  const auto course = refresh::course_of(house.rooms(), house.settings(), marketplace, *data_cut);
  if (!course) return std::unexpected(course.error());
  return experiments::retraining_due(*course);
}

}  // namespace

AccuracyWatch::AccuracyWatch(House& house, LocalCycles& cycles)
    : house_(house),
      cycles_(cycles),
      hourly_(*house.runtime, house.clock, {.name = "accuracy", .every_hours = 1, .work = [this] { look(); }}) {}

void AccuracyWatch::start() {
  if (!house_.pinned) hourly_.start();
}

void AccuracyWatch::stop() {
  hourly_.stop();
}

void AccuracyWatch::look() {
  const auto marketplaces = house_.catalogue->marketplaces();
  if (!marketplaces) return;
  for (const auto& marketplace : *marketplaces)
    if (house_.tables->current(marketplace.key) && !cycles_.reads_warehouse(marketplace.key)) look_at(marketplace);
}

void AccuracyWatch::look_at(const domain::Marketplace& marketplace) {
  const auto reason = why_to_retrain(house_, marketplace);
  if (!reason) {
    telemetry::log(telemetry::Severity::warning, "promises not scored",
                   {{"marketplace", marketplace.key}, {"problem", reason.error().text()}});
    return;
  }
  if (reason->empty()) return;
  const auto started = cycles_.start(marketplace.key, refresh::kLostAccuracy);
  telemetry::log(telemetry::Severity::warning, "accuracy was lost: training anew",
                 {{"marketplace", marketplace.key},
                  {"reason", *reason},
                  {"cycle", started ? *started : ""},
                  {"problem", started ? "" : started.error().text()}});
}

}  // namespace shelfcast::app
