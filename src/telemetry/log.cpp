// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/telemetry/log.hpp"

#include "telemetry/log_line.hpp"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <unistd.h>
#include <atomic>
#include <memory>

namespace shelfcast::telemetry {

namespace {

constexpr const char* kJsonPattern = R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";
constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%S.%eZ %^%-7l%$ %v";

struct Output {
  spdlog::logger logger{"shelfcast", std::make_shared<spdlog::sinks::stderr_color_sink_mt>()};
  std::atomic<bool> json = false;

  Output() { write_as(false); }

  void write_as(bool as_json) {
    json = as_json;
    logger.set_formatter(std::make_unique<spdlog::pattern_formatter>(as_json ? kJsonPattern : kTextPattern,
                                                                     spdlog::pattern_time_type::utc));
  }
};

Output& output() {
  static Output instance;
  return instance;
}

spdlog::level::level_enum level_of(Severity severity) {
  switch (severity) {
    case Severity::debug:
      return spdlog::level::debug;
    case Severity::info:
      return spdlog::level::info;
    case Severity::warning:
      return spdlog::level::warn;
    case Severity::error:
      break;
  }
  return spdlog::level::err;
}

}  // namespace

void configure_log(Severity least, LogFormat format) {
  const bool on_terminal = ::isatty(STDERR_FILENO) == 1;
  output().logger.set_level(level_of(least));
  output().write_as(format == LogFormat::json || (format == LogFormat::automatic && !on_terminal));
}

bool is_logged(Severity severity) {
  return output().logger.should_log(level_of(severity));
}

void log(Severity severity, std::string_view message, std::initializer_list<Field> fields) {
  Output& out = output();
  const auto level = level_of(severity);
  // Asked first: a debug line that nobody reads must not cost its formatting.
  if (!out.logger.should_log(level)) return;
  const std::span<const Field> all(fields.begin(), fields.size());
  out.logger.log(level, spdlog::string_view_t(out.json ? json_members(message, all) : text_line(message, all)));
}

}  // namespace shelfcast::telemetry
