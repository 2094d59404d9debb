// SPDX-License-Identifier: Apache-2.0
#include "telemetry/process.hpp"

#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace shelfcast::telemetry {

namespace {

/// The fields of /proc/self/stat from the third on: the second is a name that may itself hold blanks and brackets.
std::vector<std::string> stat_fields() {
  std::ifstream file("/proc/self/stat");
  std::string text;
  std::getline(file, text);
  std::istringstream after_name(text.substr(std::min(text.size(), text.rfind(')') + 1)));
  return {std::istream_iterator<std::string>(after_name), {}};
}

double boot_time_seconds() {
  std::ifstream file("/proc/stat");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("btime ")) return std::stod(line.substr(6));
  }
  return 0;
}

double open_files() {
  std::error_code failed;
  const std::filesystem::directory_iterator files("/proc/self/fd", failed);
  return failed ? 0 : static_cast<double>(std::distance(begin(files), end(files)));
}

}  // namespace

ProcessUsage process_usage() {
  // Positions as proc(5) numbers them, counted from 3.
  constexpr std::size_t kUserTicks = 14 - 3;
  constexpr std::size_t kSystemTicks = 15 - 3;
  constexpr std::size_t kStartTicks = 22 - 3;
  constexpr std::size_t kResidentPages = 24 - 3;
  const auto fields = stat_fields();
  if (fields.size() <= kResidentPages) return {};
  const auto ticks_per_second = static_cast<double>(::sysconf(_SC_CLK_TCK));
  static const double booted = boot_time_seconds();
  return {
      .start_time_seconds = booted + std::stod(fields[kStartTicks]) / ticks_per_second,
      .cpu_seconds = (std::stod(fields[kUserTicks]) + std::stod(fields[kSystemTicks])) / ticks_per_second,
      .resident_bytes = std::stod(fields[kResidentPages]) * static_cast<double>(::sysconf(_SC_PAGESIZE)),
      .open_files = open_files(),
  };
}

}  // namespace shelfcast::telemetry
