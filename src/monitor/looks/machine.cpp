// SPDX-License-Identifier: Apache-2.0
#include "monitor/looks/machine.hpp"

#include "shelfcast/telemetry/metrics.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>

namespace shelfcast::monitor {
namespace {

/// The folder of the control group (v2) that this process is in.
std::string control_group() {
  std::ifstream file("/proc/self/cgroup");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("0::")) return "/sys/fs/cgroup" + line.substr(3);
  return "/sys/fs/cgroup";
}

double memory_limit() {
  const double whole = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
  double limit = 0;
  std::ifstream file(control_group() + "/memory.max");
  return file >> limit ? std::min(limit, whole) : whole;  // "max" is no number
}

double processor_limit() {
  const double all = std::max(1U, std::thread::hardware_concurrency());
  double quota = 0;
  double period = 0;
  std::ifstream file(control_group() + "/cpu.max");
  return file >> quota >> period && period > 0 ? std::min(quota / period, all) : all;
}

}  // namespace

void measure_machine(const std::filesystem::path& data) {
  telemetry::gauge("shelfcast_memory_limit_bytes").set(memory_limit());
  telemetry::gauge("shelfcast_cpu_limit_cores").set(processor_limit());
  std::error_code failed;
  const auto space = std::filesystem::space(data, failed);
  if (failed) return;
  telemetry::gauge("shelfcast_disk_size_bytes").set(static_cast<double>(space.capacity));
  telemetry::gauge("shelfcast_disk_free_bytes").set(static_cast<double>(space.available));
}

}  // namespace shelfcast::monitor
