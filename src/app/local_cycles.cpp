// SPDX-License-Identifier: Apache-2.0
#include "app/local_cycles.hpp"

#include "app/warehouse_source.hpp"
#include "app/workshop.hpp"
#include "shelfcast/refresh/replay.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <fmt/format.h>

namespace shelfcast::app {
namespace {

/// The category of this key or id, and all below it, as far as they hold products themselves.
std::vector<CategoryId> categories_below(const predictions::Table& table, const std::string& name) {
  const auto& categories = table.cube().categories;
  std::set<CategoryId> family;
  for (const auto& category : categories) {
    if (category.key == name || std::to_string(category.id.value) == name) family.insert(category.id);
  }
  for (bool grew = !family.empty(); grew;) {
    grew = false;
    for (const auto& category : categories) {
      if (category.parent && family.contains(*category.parent)) grew |= family.insert(category.id).second;
    }
  }
  std::vector<CategoryId> filled;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (family.contains(categories[i].id) && table.products_of(i).count > 0) filled.push_back(categories[i].id);
  }
  return filled;
}

}  // namespace

Result<std::vector<domain::CycleReport>> LocalCycles::list(std::optional<std::string> older_than,
                                                           std::size_t at_most) const {
  return house_.reports->list(older_than, at_most);
}

Result<domain::CycleReport> LocalCycles::look(std::string_view id) const {
  {
    const std::scoped_lock lock(lock_);
    if (const auto running = running_.find(std::string(id)); running != running_.end()) return running->second;
    if (const auto ended = unsaved_.find(std::string(id)); ended != unsaved_.end()) return ended->second;
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
    enqueue({.marketplace = *known,
             .id = (*unfinished)->id,
             .started_by = (*unfinished)->started_by,
             .started = (*unfinished)->started});
    return (*unfinished)->id;
  }
  const auto id = house_.reports->next_id(known->key, zone->local_day(now));
  if (!id) return std::unexpected(id.error());
  enqueue({.marketplace = *known, .id = *id, .started_by = std::string(started_by), .started = now});
  return *id;
}

Result<std::string> LocalCycles::refresh(std::string_view marketplace, std::span<const std::string> categories,
                                         std::string_view started_by) {
  const auto table = house_.tables->current(marketplace);
  if (!table)
    return fail(Code::not_found, std::string(marketplace), "no table serves yet of which a part could be refreshed");
  std::set<CategoryId> wanted;
  for (const auto& name : categories) {
    const auto found = categories_below(*table, name);
    if (found.empty()) return fail(Code::not_found, name, "is no category with products in the table that serves");
    wanted.insert(found.begin(), found.end());
  }
  return refresh(marketplace, std::vector(wanted.begin(), wanted.end()), started_by);
}

Result<std::string> LocalCycles::refresh(std::string_view marketplace, std::vector<CategoryId> categories,
                                         std::string_view started_by) {
  const auto known = house_.catalogue->marketplace(marketplace);
  if (!known) return std::unexpected(known.error());
  const std::scoped_lock lock(lock_);
  if (busy_.contains(known->key)) {
    return fail(Code::conflict, known->key, "a cycle is running for this marketplace");
  }
  const auto table = house_.tables->current(known->key);
  if (!table) return fail(Code::not_found, known->key, "no table serves yet of which a part could be refreshed");
  const auto id = house_.reports->next_part_id(known->key, table->id());
  if (!id) return std::unexpected(id.error());
  enqueue({.marketplace = *known,
           .id = *id,
           .started_by = std::string(started_by),
           .started = house_.clock.now(),
           .categories = std::move(categories)});
  return *id;
}

Result<domain::Replay> LocalCycles::replay(std::string_view id, const std::function<void(double)>& progress) {
  const auto report = look(id);
  if (!report) return std::unexpected(report.error());
  return refresh::replay(house_.rooms(), *report, workshop(), progress);
}

Result<void> LocalCycles::resume() {
  const auto marketplaces = house_.catalogue->marketplaces();
  if (!marketplaces) return std::unexpected(marketplaces.error());
  for (const auto& marketplace : *marketplaces) {
    if (const auto closed = close_parts(marketplace.key); !closed) return closed;
    const auto unfinished = house_.reports->unfinished(marketplace.key);
    if (!unfinished) return std::unexpected(unfinished.error());
    if (*unfinished) {
      telemetry::log(telemetry::Severity::warning, "resuming an interrupted cycle", {{"cycle", (*unfinished)->id}});
      if (const auto started = start(marketplace.key, "resume"); !started) return std::unexpected(started.error());
    }
  }
  return {};
}

Result<void> LocalCycles::close_parts(const std::string& marketplace) {
  auto parts = house_.reports->unfinished_parts(marketplace);
  if (!parts) return std::unexpected(parts.error());
  for (auto& part : *parts) {
    part.state = domain::CycleState::failed;
    part.finished = house_.clock.now();
    part.problem = "it was interrupted; the next refresh of these categories does its work";
    if (const auto saved = house_.reports->save(part); !saved) return saved;
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
  const auto warehouse = job.categories.empty() ? warehouse_of(job.marketplace.key) : std::nullopt;
  const auto source = warehouse ? open_warehouse(house_, *warehouse, job.marketplace.key) : nullptr;
  const refresh::Order order{
      .marketplace = job.marketplace.key,
      .id = job.id,
      .started_by = job.started_by,
      .started = job.started,
      .known_at = house_.pinned ? std::nullopt : std::optional(job.started),
      .source = source.get(),
      .categories = job.categories,
  };
  auto ended = refresh::run_cycle(house_.rooms(), house_.settings(), order, house_.clock, [this](const auto& report) {
    const std::scoped_lock lock(lock_);
    running_[report.id] = report;
  });
  ended_(job.marketplace.key);
  if (ended.state == domain::CycleState::ok && job.categories.empty()) published_(job.marketplace.key);
  const auto saved = house_.reports->find(job.id);
  const bool is_saved = saved && *saved && (*saved)->state != domain::CycleState::running;
  const std::scoped_lock lock(lock_);
  running_.erase(job.id);
  unsaved_.erase(job.id);
  if (!is_saved) unsaved_.emplace(job.id, std::move(ended));
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
