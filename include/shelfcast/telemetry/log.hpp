// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace shelfcast::telemetry {

enum class Severity : std::uint8_t { debug, info, warning, error };
enum class LogFormat : std::uint8_t { automatic, json, text };  ///< automatic: text on a terminal, JSON elsewhere

/// One named value of a log line. Units belong into the name: "duration_s", "rows".
struct Field {
  std::string_view key;
  std::variant<std::string_view, std::int64_t, double, bool> value;

  Field(std::string_view k, std::string_view v) : key(k), value(v) {}
  Field(std::string_view k, const std::string& v) : key(k), value(std::string_view(v)) {}
  Field(std::string_view k, const char* v) : key(k), value(std::string_view(v)) {}
  Field(std::string_view k, bool v) : key(k), value(v) {}
  Field(std::string_view k, double v) : key(k), value(v) {}
  template <std::integral Integer>
  Field(std::string_view k, Integer v) : key(k), value(static_cast<std::int64_t>(v)) {}
};

/// To be called before the first line, and again where the severity is to change; without it lines are text from
/// `info` on.
void configure_log(Severity least, LogFormat format);

/// Whether a line of this severity would be written: for those who would have to work for it. Any thread.
bool is_logged(Severity severity);

/// One line on standard error. `message` is constant; what varies goes into fields. Never personal data. Any thread.
void log(Severity severity, std::string_view message, std::initializer_list<Field> fields = {});

}  // namespace shelfcast::telemetry
