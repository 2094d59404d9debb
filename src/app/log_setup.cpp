// SPDX-License-Identifier: Apache-2.0
#include "app/log_setup.hpp"

#include "shelfcast/telemetry/log.hpp"

#include <map>

namespace shelfcast::app {

void set_up_log(const Config& config) {
  using telemetry::LogFormat;
  using telemetry::Severity;
  static const std::map<std::string, Severity> levels{
      {"debug", Severity::debug}, {"info", Severity::info}, {"warning", Severity::warning}, {"error", Severity::error}};
  static const std::map<std::string, LogFormat> formats{
      {"automatic", LogFormat::automatic}, {"json", LogFormat::json}, {"text", LogFormat::text}};
  telemetry::configure_log(levels.at(config.text("log.level")), formats.at(config.text("log.format")));
}

}  // namespace shelfcast::app
