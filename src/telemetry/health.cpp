// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/telemetry/health.hpp"

#include <map>
#include <mutex>

namespace shelfcast::telemetry {

namespace {

struct Flags {
  std::mutex changing;
  std::map<std::string, HealthFlag, std::less<>> by_name;
};

Flags& flags() {
  static Flags instance;
  return instance;
}

}  // namespace

void set_health(std::string_view name, Condition condition, std::string_view detail) {
  const std::scoped_lock lock(flags().changing);
  flags().by_name.insert_or_assign(std::string(name), HealthFlag{std::string(name), condition, std::string(detail)});
}

std::vector<HealthFlag> health() {
  const std::scoped_lock lock(flags().changing);
  std::vector<HealthFlag> all;
  all.reserve(flags().by_name.size());
  for (const auto& [name, flag] : flags().by_name) all.push_back(flag);
  return all;
}

}  // namespace shelfcast::telemetry
