// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "app/keys.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/control/backtests.hpp"
#include "shelfcast/control/coverages.hpp"
#include "shelfcast/control/cycles.hpp"
#include "shelfcast/control/dead_letters.hpp"
#include "shelfcast/control/exports.hpp"
#include "shelfcast/control/forecasts.hpp"
#include "shelfcast/control/loads.hpp"
#include "shelfcast/control/models.hpp"
#include "shelfcast/control/quarantine.hpp"

#include <memory>
#include <string>
#include <vector>

namespace shelfcast::app {

/// What a verb acts through: the data directory opened by this process, or the server that has it open.
class Access {
 public:
  /// Asks a server on the data directory's socket; without one, opens the directory.
  static Result<std::unique_ptr<Access>> to(const Config& config, const Clock& clock, bool pinned);
  virtual ~Access() = default;

  virtual control::Cycles& cycles() = 0;
  virtual control::Loads& loads() = 0;
  virtual control::DeadLetters& dead_letters() = 0;
  virtual control::Quarantine& quarantine() = 0;
  virtual control::Forecasts& forecasts() = 0;
  virtual control::Backtests& backtests() = 0;
  virtual control::Exports& exports() = 0;
  virtual control::Models& models() = 0;
  virtual control::Coverages& coverages() = 0;
  virtual Keys& keys() = 0;
  [[nodiscard]] virtual Result<std::vector<std::string>> marketplaces() = 0;
};

/// Where the server of a data directory listens for its owner.
std::filesystem::path control_socket(const Config& config);

}  // namespace shelfcast::app
