// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/access.hpp"
#include "app/house.hpp"
#include "app/local_alert_letters.hpp"
#include "app/local_alerts.hpp"
#include "app/local_backtests.hpp"
#include "app/local_coverages.hpp"
#include "app/local_cycles.hpp"
#include "app/local_exports.hpp"
#include "app/local_feedbacks.hpp"
#include "app/local_forecasts.hpp"
#include "app/local_jobs.hpp"
#include "app/local_keys.hpp"
#include "app/local_letters.hpp"
#include "app/local_loads.hpp"
#include "app/local_models.hpp"
#include "app/local_tags.hpp"

namespace shelfcast::app {

/// The control interfaces over a house in this process.
class LocalAccess final : public Access {
 public:
  explicit LocalAccess(std::unique_ptr<House> house)
      : house_(std::move(house)),
        cycles_(*house_),
        loads_(*house_),
        letters_(*house_),
        quarantine_(*house_),
        forecasts_(*house_),
        backtests_(*house_),
        jobs_(*house_),
        exports_(*house_),
        models_(*house_),
        coverages_(*house_),
        feedbacks_(*house_),
        tags_(*house_),
        alerts_(*house_),
        alert_letters_(*house_),
        keys_(*house_) {}
  ~LocalAccess() override;

  LocalCycles& cycles() override { return cycles_; }
  control::Loads& loads() override { return loads_; }
  control::DeadLetters& dead_letters() override { return letters_; }
  control::Quarantine& quarantine() override { return quarantine_; }
  control::Forecasts& forecasts() override { return forecasts_; }
  control::Backtests& backtests() override { return backtests_; }
  control::Exports& exports() override { return exports_; }
  control::Models& models() override { return models_; }
  control::Coverages& coverages() override { return coverages_; }
  Keys& keys() override { return keys_; }
  [[nodiscard]] Result<std::vector<std::string>> marketplaces() override;
  LocalJobs& jobs() { return jobs_; }
  LocalFeedbacks& feedbacks() { return feedbacks_; }
  LocalTags& tags() { return tags_; }
  LocalAlerts& alerts() { return alerts_; }
  LocalAlertLetters& alert_letters() { return alert_letters_; }
  House& house() { return *house_; }

 private:
  std::unique_ptr<House> house_;
  LocalCycles cycles_;
  LocalLoads loads_;
  LocalDeadLetters letters_;
  LocalQuarantine quarantine_;
  LocalForecasts forecasts_;
  LocalBacktests backtests_;
  LocalJobs jobs_;
  LocalExports exports_;
  LocalModels models_;
  LocalCoverages coverages_;
  LocalFeedbacks feedbacks_;
  LocalTags tags_;
  LocalAlerts alerts_;
  LocalAlertLetters alert_letters_;
  LocalKeys keys_;
};

}  // namespace shelfcast::app
