// SPDX-License-Identifier: Apache-2.0
#include "app/reloading.hpp"

#include "shelfcast/telemetry/log.hpp"

namespace shelfcast::app {
namespace {

using telemetry::log;
using telemetry::Severity;

void refuse(const Error& problem) {
  log(Severity::error, "configuration not reloaded, the one before stays", {{"problem", problem.text()}});
}

}  // namespace

void Reloading::reload() {
  const auto read = read_();
  if (!read) return refuse(read.error());
  auto changed = in_force_.reloaded(*read);
  if (const auto applied = apply_(changed); !applied) return refuse(applied.error());
  tell(*read);
  in_force_ = std::move(changed);
  log(Severity::info, "configuration reloaded");
}

void Reloading::tell(const Config& read) const {
  for (const auto& key : in_force_.differences(read)) {
    if (Config::takes_effect_at_reload(key)) {
      log(Severity::info, "setting applied", {{"key", key}, {"from", read.origin(key)}});
    } else {
      log(Severity::warning, "setting needs a restart", {{"key", key}, {"from", read.origin(key)}});
    }
  }
}

}  // namespace shelfcast::app
