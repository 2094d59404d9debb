// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/alert.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace shelfcast::domain {

enum class Cadence : std::uint8_t { immediate, hourly, daily };
inline constexpr std::array<std::string_view, 3> kCadences{"immediate", "hourly", "daily"};

/// What a seller wants to be told, how often, and where.
struct AlertPreference {
  std::string marketplace;
  std::string seller;          ///< by the source's key
  std::string email = {};      ///< an address; empty here and below: not that way
  std::string slack = {};      ///< the URL of an incoming webhook
  std::string webhook = {};    ///< a URL
  std::string secret = {};     ///< what the webhook is signed with: told to nobody
  std::string telephone = {};  ///< with its country, as +491711234567
  Cadence cadence = Cadence::daily;
  int alerts_per_week = 5;
  Priority least = Priority::p2;                  ///< what is less urgent is only shown
  std::map<std::string, double> thresholds = {};  ///< by rule; the table's where there is none
  std::set<std::string> muted = {};               ///< rules of which nothing is told
};

}  // namespace shelfcast::domain
