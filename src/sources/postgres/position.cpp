// SPDX-License-Identifier: Apache-2.0
#include "sources/postgres/position.hpp"

#include <nlohmann/json.hpp>

namespace shelfcast::sources {
namespace {

constexpr int kPositionVersion = 1;

}  // namespace

std::string encode_position(const PostgresPosition& position) {
  nlohmann::json json{{"version", kPositionVersion},        {"generation", position.generation},
                      {"uncounted", position.uncounted},    {"forgettable", position.forgettable},
                      {"newest", nlohmann::json::object()}, {"days", nlohmann::json::object()}};
  for (const auto& [table, newest] : position.newest) json["newest"][table] = newest.seconds;
  if (position.newest_day) json["newestDay"] = position.newest_day->number;
  if (position.recounted) json["recounted"] = position.recounted->seconds;
  for (const auto& [day, count] : position.days) json["days"][day] = {count.lines, count.digest, count.generation};
  return json.dump();
}

PostgresPosition decode_postgres_position(std::string_view text) try {
  PostgresPosition position;
  if (text.empty()) return position;
  const auto json = nlohmann::json::parse(text);
  if (json.at("version") != kPositionVersion) return position;
  json.at("generation").get_to(position.generation);
  json.at("uncounted").get_to(position.uncounted);
  json.at("forgettable").get_to(position.forgettable);
  for (const auto& [table, newest] : json.at("newest").items()) position.newest[table] = {newest.get<std::int64_t>()};
  if (json.contains("newestDay")) position.newest_day = Day{json["newestDay"].get<std::int32_t>()};
  if (json.contains("recounted")) position.recounted = Instant{json["recounted"].get<std::int64_t>()};
  for (const auto& [day, count] : json.at("days").items()) {
    position.days[day] = {count.at(0), count.at(1), count.at(2)};
  }
  return position;
} catch (const nlohmann::json::exception&) {
  return {};
}

}  // namespace shelfcast::sources
