// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/control/jobs.hpp"

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace shelfcast::app {

/// Jobs of the house in this process: one runs at a time.
class LocalJobs final : public control::Jobs {
 public:
  explicit LocalJobs(House& house) : house_(house) {}

  Result<domain::Job> forecast_by_models(std::string_view marketplace, int lookback_days) override;
  [[nodiscard]] std::vector<std::string> models() const override;
  Result<domain::Job> explain(const domain::ReasonsQuestion& question) override;
  Result<domain::Job> bring_back(const domain::CycleReport& cycle) override;
  [[nodiscard]] domain::ReasonsPtr reasons(const domain::ReasonsQuestion& question) const override;
  [[nodiscard]] Result<domain::Job> look(std::string_view id) const override;
  [[nodiscard]] bool is_busy() const {
    const std::scoped_lock lock(lock_);
    return busy_;
  }
  /// What waits is dropped, so that the process can end; it is asked for again.
  void stop();

 private:
  struct Work {
    std::string id;
    std::string what;
    std::function<Result<void>()> make;
  };
  Result<domain::Job> put(Work work);
  void remember(const std::string& key, domain::Reasons reasons);
  void work_off();
  void finish(const std::string& id, const Result<void>& ended);
  domain::Job& remembered(const std::string& id);

  House& house_;
  mutable std::mutex lock_;  // guards all below
  struct Found {
    std::string key;  ///< table and question
    domain::ReasonsPtr reasons;
  };
  std::deque<Found> found_;  // the newest first
  std::deque<Work> waiting_;
  std::deque<domain::Job> jobs_;  // the oldest first
  bool busy_ = false;
  bool stopped_ = false;
};

}  // namespace shelfcast::app
