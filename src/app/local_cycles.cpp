// SPDX-License-Identifier: Apache-2.0
#include "app/local_cycles.hpp"

#include "app/warehouse_source.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>

namespace shelfcast::app {

Result<std::vector<domain::CycleReport>> LocalCycles::list(std::optional<std::string> older_than,
                                                           std::size_t at_most) const {
  return house_.reports->list(older_than, at_most);
}

Result<domain::CycleReport> LocalCycles::look(std::string_view id) const {
  {
    const std::scoped_lock lock(lock_);
    if (const auto running = running_.find(std::string(id)); running != running_.end()) return running->second;
  }
  auto found = house_.reports->find(id);
  if (!found) return std::unexpected(found.error());
  if (!*found) return fail(Code::not_found, std::string(id), "there is no such cycle");
  return **found;
}

Result<std::string> LocalCycles::start(std::string_view marketplace, std::string_view started_by) {
  const auto known = house_.catalogue->marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  const std::scoped_lock lock(lock_);
  if (busy_.contains(known->key)) {
    return fail(Code::conflict, known->key, "a cycle is running for this marketplace");
  }
  const Instant now = house_.clock.now();
  const auto zone = TimeZone::find(known->time_zone);
  if (!zone) return std::unexpected(zone.error());
  const auto unfinished = house_.reports->unfinished(known->key);
  if (!unfinished) return std::unexpected(unfinished.error());
  if (*unfinished) {
    enqueue({*known, (*unfinished)->id, (*unfinished)->started_by, (*unfinished)->started});
    return (*unfinished)->id;
  }
  const auto id = house_.reports->next_id(known->key, zone->local_day(now));
  if (!id) return std::unexpected(id.error());
  enqueue({*known, *id, std::string(started_by), now});
  return *id;
}

Result<void> LocalCycles::resume() {
  const auto marketplaces = house_.catalogue->marketplaces();
  if (!marketplaces) return std::unexpected(marketplaces.error());
  for (const auto& marketplace : *marketplaces) {
    const auto unfinished = house_.reports->unfinished(marketplace.key);
    if (!unfinished) return std::unexpected(unfinished.error());
    if (*unfinished) {
      telemetry::log(telemetry::Severity::warning, "resuming an interrupted cycle", {{"cycle", (*unfinished)->id}});
      if (const auto started = start(marketplace.key, "resume"); !started) return std::unexpected(started.error());
    }
  }
  return {};
}

void LocalCycles::start_all(std::string_view started_by) {
  const auto marketplaces = house_.catalogue->marketplaces();
  if (!marketplaces) {
    telemetry::log(telemetry::Severity::error, "cycles not started", {{"problem", marketplaces.error().text()}});
    return;
  }
  for (const auto& marketplace : *marketplaces) {
    if (const auto started = start(marketplace.key, started_by); !started) {
      telemetry::log(telemetry::Severity::warning, "cycle skipped",
                     {{"marketplace", marketplace.key}, {"problem", started.error().text()}});
    }
  }
}

void LocalCycles::enqueue(Job job) {
  domain::CycleReport report;
  report.id = job.id;
  report.marketplace = job.marketplace.key;
  report.started_by = job.started_by;
  report.started = job.started;
  report.step = "waiting";
  running_[job.id] = std::move(report);
  busy_.insert(job.marketplace.key);
  const bool idle = busy_.size() == 1;
  waiting_.push_back(std::move(job));
  if (!idle) return;
  house_.runtime->post([this] {
    for (;;) {
      std::unique_lock lock(lock_);
      if (waiting_.empty()) return;
      const Job next = waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      run(next);
    }
  });
}

void LocalCycles::run(const Job& job) {
  refresh::Settings settings{.history_days = static_cast<int>(house_.config.integer("refresh.history_days")),
                             .keep_days = static_cast<int>(house_.config.integer("predictions.keep_days")),
                             .seed = static_cast<std::uint64_t>(house_.config.integer("refresh.seed")),
                             .config_digest = house_.config.digest()};
  const auto warehouse = warehouse_of(job.marketplace.key);
  const auto source = warehouse ? open_warehouse(house_, *warehouse, job.marketplace.key) : nullptr;
  const refresh::Order order{
      .marketplace = job.marketplace.key,
      .id = job.id,
      .started_by = job.started_by,
      .started = job.started,
      .known_at = house_.pinned ? std::nullopt : std::optional(job.started),
      .source = source.get(),
  };
  refresh::run_cycle(house_.rooms(), settings, order, house_.clock, [this](const domain::CycleReport& report) {
    const std::scoped_lock lock(lock_);
    running_[report.id] = report;
  });
  const std::scoped_lock lock(lock_);
  running_.erase(job.id);
  busy_.erase(job.marketplace.key);
}

std::optional<sources::FilesToRead> LocalCycles::warehouse_of(const std::string& marketplace) const {
  const auto configured = house_.config.warehouses();
  if (const auto found = configured.find(marketplace); found != configured.end()) {
    return sources::FilesToRead{{found->second}, ""};
  }
  const auto remembered = house_.warehouses->list();
  if (!remembered || !remembered->contains(marketplace)) return std::nullopt;
  return remembered->at(marketplace);
}

}  // namespace shelfcast::app
