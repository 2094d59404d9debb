// SPDX-License-Identifier: Apache-2.0
#include "app/local_jobs.hpp"

#include "app/workshop.hpp"
#include "shelfcast/refresh/model_forecasts.hpp"
#include "shelfcast/refresh/reasons.hpp"
#include "shelfcast/refresh/replay.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/training/single_models.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::app {
namespace {

using domain::Job;
using domain::JobState;
using domain::ReasonsQuestion;

constexpr std::size_t kMostWaiting = 20;
constexpr std::size_t kRemembered = 100;
constexpr std::size_t kMostParts = 8'000'000;  // of reasons: 128 MB

bool has_ended(const Job& job) {
  return job.state == JobState::done || job.state == JobState::failed;
}

/// "DE-20251120-1-why-12-2025-11-20"
std::string name_of(const ReasonsQuestion& question) {
  return fmt::format("{}-{}-{}-{}", question.table, question.account == domain::Account::why ? "why" : "moved",
                     question.category.value, format_day(question.about));
}

/// A cycle that is published again with other numbers is another table.
std::string key_of(const predictions::Table& table, const std::string& name) {
  return fmt::format("{:x} {}", table.digest(), name);
}

}  // namespace

Result<Job> LocalJobs::forecast_by_models(std::string_view marketplace, int lookback_days) {
  const auto table = house_.tables->current(marketplace);
  if (!table)
    return fail(Code::not_found, std::string(marketplace), "no table serves yet that models could be asked of");
  const auto& cycle = table->cube().receipt.cycle;
  return put(
      {.id = lookback_days > 0 ? fmt::format("{}-models-{}d", cycle, lookback_days) : fmt::format("{}-models", cycle),
       .what = fmt::format("the categories of {}, as each model by itself forecasts them", cycle),
       .make = [this, table, lookback_days]() -> Result<void> {
         auto forecasts = refresh::forecast_by_models(house_.rooms(), house_.settings(), *table, lookback_days);
         if (!forecasts) return std::unexpected(forecasts.error());
         forecasts->made = house_.clock.now();
         return house_.model_book->save(*forecasts);
       }});
}

Result<Job> LocalJobs::explain(const ReasonsQuestion& question) {
  const auto table = house_.tables->find(question.marketplace, question.table);
  if (!table) return fail(Code::not_found, question.table, "there is no such table, or it is no longer kept");
  const std::string name = name_of(question);
  const auto make = [this, table, question, key = key_of(*table, name)]() -> Result<void> {
    auto found = refresh::give_reasons(house_.rooms(), *table, question);
    if (!found) return std::unexpected(found.error());
    remember(key, std::move(*found));
    return {};
  };
  const bool why = question.account == domain::Account::why;
  return put({.id = name,
              .what = fmt::format("{} of category {} in {}", why ? "what is expected" : "what moved",
                                  question.category.value, question.table),
              .make = make});
}

Result<Job> LocalJobs::bring_back(const domain::CycleReport& cycle) {
  const std::string id = cycle.id + "-again";
  if (auto known = look(id); known && known->state == JobState::failed) return known;  // it would again
  return put(
      {.id = id, .what = fmt::format("the table of {}, made again from its receipt", cycle.id), .make = [this, cycle] {
         return refresh::bring_back(house_.rooms(), cycle, workshop(), house_.clock.now());
       }});
}

domain::ReasonsPtr LocalJobs::reasons(const ReasonsQuestion& question) const {
  const auto table = house_.tables->find(question.marketplace, question.table);
  if (!table) return nullptr;
  const std::string key = key_of(*table, name_of(question));
  const std::scoped_lock lock(lock_);
  const auto found = std::ranges::find(found_, key, &Found::key);
  return found == found_.end() ? nullptr : found->reasons;
}

/// As much of the oldest as there is no room for is forgotten.
void LocalJobs::remember(const std::string& key, domain::Reasons reasons) {
  const std::scoped_lock lock(lock_);
  found_.push_front({key, std::make_shared<const domain::Reasons>(std::move(reasons))});
  std::size_t parts = 0;
  for (const auto& found : found_) parts += found.reasons->parts.size();
  for (; parts > kMostParts && found_.size() > 1; found_.pop_back()) parts -= found_.back().reasons->parts.size();
}

Result<Job> LocalJobs::put(Work work) {
  const std::scoped_lock lock(lock_);
  const auto same = std::ranges::find(jobs_, work.id, &Job::id);
  if (same != jobs_.end() && !has_ended(*same)) return *same;
  if (stopped_ || waiting_.size() >= kMostWaiting)
    return fail(Code::unavailable, "", "too many jobs wait already: try again in a minute");
  if (same != jobs_.end()) jobs_.erase(same);
  if (jobs_.size() >= kRemembered) jobs_.pop_front();
  jobs_.push_back({.id = work.id, .what = work.what, .asked = house_.clock.now()});
  waiting_.push_back(std::move(work));
  if (!busy_) busy_ = house_.runtime->post([this] { work_off(); });
  return jobs_.back();
}

std::vector<std::string> LocalJobs::models() const {
  const auto names = training::models_of_categories();
  return {names.begin(), names.end()};
}

Result<Job> LocalJobs::look(std::string_view id) const {
  const std::scoped_lock lock(lock_);
  const auto found = std::ranges::find(jobs_, id, &Job::id);
  if (found == jobs_.end())
    return fail(Code::not_found, std::string(id), "there is no such job, or it was long ago: ask for its result again");
  return *found;
}

void LocalJobs::stop() {
  const std::scoped_lock lock(lock_);
  stopped_ = true;
  waiting_.clear();
}

Job& LocalJobs::remembered(const std::string& id) {
  return *std::ranges::find(jobs_, id, &Job::id);
}

void LocalJobs::work_off() {
  for (;;) {
    std::unique_lock lock(lock_);
    busy_ = !waiting_.empty();
    if (!busy_) return;
    const Work work = std::move(waiting_.front());
    waiting_.pop_front();
    remembered(work.id).state = JobState::running;
    lock.unlock();
    finish(work.id, work.make());
  }
}

void LocalJobs::finish(const std::string& id, const Result<void>& ended) {
  telemetry::log(ended ? telemetry::Severity::info : telemetry::Severity::error, "job ended",
                 {{"job", id}, {"problem", ended ? "" : ended.error().text()}});
  const std::scoped_lock lock(lock_);
  auto& job = remembered(id);
  job.state = ended ? JobState::done : JobState::failed;
  job.problem = ended ? "" : ended.error().text();
  job.ended = house_.clock.now();
}

}  // namespace shelfcast::app
