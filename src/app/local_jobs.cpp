// SPDX-License-Identifier: Apache-2.0
#include "app/local_jobs.hpp"

#include "shelfcast/refresh/model_forecasts.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/training/single_models.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::app {
namespace {

using domain::Job;
using domain::JobState;

constexpr std::size_t kMostWaiting = 20;
constexpr std::size_t kRemembered = 100;

bool has_ended(const Job& job) {
  return job.state == JobState::done || job.state == JobState::failed;
}

}  // namespace

Result<Job> LocalJobs::forecast_by_models(std::string_view marketplace, int lookback_days) {
  const auto table = house_.tables->current(marketplace);
  if (!table)
    return fail(Code::not_found, std::string(marketplace), "no table serves yet that models could be asked of");
  const auto& cycle = table->cube().receipt.cycle;
  const std::string id =
      lookback_days > 0 ? fmt::format("{}-models-{}d", cycle, lookback_days) : fmt::format("{}-models", cycle);
  const std::scoped_lock lock(lock_);
  const auto same = std::ranges::find(jobs_, id, &Job::id);
  if (same != jobs_.end() && !has_ended(*same)) return *same;
  if (stopped_ || waiting_.size() >= kMostWaiting)
    return fail(Code::unavailable, "", "too many jobs wait already: try again in a minute");
  if (same != jobs_.end()) jobs_.erase(same);
  if (jobs_.size() >= kRemembered) jobs_.pop_front();
  jobs_.push_back({.id = id,
                   .what = fmt::format("the categories of {}, as each model by itself forecasts them", cycle),
                   .asked = house_.clock.now()});
  waiting_.push_back({.id = id, .table = table, .lookback_days = lookback_days});
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
    finish(work.id, make(work));
  }
}

Result<void> LocalJobs::make(const Work& work) {
  auto forecasts = refresh::forecast_by_models(house_.rooms(), house_.settings(), *work.table, work.lookback_days);
  if (!forecasts) return std::unexpected(forecasts.error());
  forecasts->made = house_.clock.now();
  return house_.model_book->save(*forecasts);
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
