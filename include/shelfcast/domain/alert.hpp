// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/ids.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::domain {

/// How soon somebody must act: at once, urgently, within business hours, some day.
enum class Priority : std::uint8_t { p0, p1, p2, p3 };
inline constexpr std::array<std::string_view, 4> kPriorities{"P0", "P1", "P2", "P3"};

enum class AlertState : std::uint8_t { open, acknowledged, snoozed, resolved };
inline constexpr std::array<std::string_view, 4> kAlertStates{"open", "acknowledged", "snoozed", "resolved"};

/// Something that somebody should know, from when it became true until it no longer is.
struct Alert {
  std::int64_t id = 0;
  std::string rule = {};         ///< by the table of rules: "demand-spike"
  std::string marketplace = {};  ///< empty: the process itself
  std::string subject = {};      ///< what of it, "product:4711", "category:12"; empty: all of it
  std::string subject_name = {};
  std::string within = {};  ///< what holds the subject: "category:12" of a product
  std::string seller = {};  ///< whose concern it is, by the source's key; empty: the operators'
  Priority priority = Priority::p3;
  std::string sentence = {};  ///< what is so, with both numbers
  double measured = 0;
  double threshold = 0;
  std::optional<Minor> money = {};  ///< at stake; nullopt where that cannot be told
  std::string currency = {};        ///< of the money
  AlertState state = AlertState::open;
  Instant raised = {};               ///< when it became true this time
  Instant changed = {};              ///< when anything about it last changed
  std::optional<Instant> told = {};  ///< when it was told to those whom it concerns
  std::optional<Instant> acknowledged = {};
  std::string acknowledged_by = {};
  std::optional<Instant> snoozed_until = {};
  std::optional<Instant> escalated = {};
  std::optional<Instant> resolved = {};
  std::int64_t times = 1;                         ///< how often it became true: it comes and goes where that is large
  std::optional<std::int64_t> follows_from = {};  ///< the alert that is its probable root
  std::int64_t followers = 0;                     ///< how many follow from this one
};

/// Which alerts somebody wants to see.
struct AlertsWanted {
  std::string marketplace = {};            ///< empty: of all, and of the process
  std::optional<std::string> seller = {};  ///< of one seller only; empty: the operators'
  std::optional<bool> for_sellers = {};    ///< those of any seller, or the operators'
  std::vector<AlertState> states = {};
  std::vector<Priority> priorities = {};
  std::string rule = {};
  std::optional<std::int64_t> before = {};  ///< those with a smaller id
};

/// Which alerts somebody acts on, and who that is.
struct AlertAct {
  std::vector<std::int64_t> ids;
  std::string who = {};
  std::optional<AlertsWanted> among = {};  ///< of which marketplace and seller they must be; nullopt: anybody's
  Instant now = {};
};

/// How alerts are dealt with.
struct AlertSummary {
  std::array<std::int64_t, 4> open{};  ///< by priority, what is acknowledged or snoozed included
  std::int64_t acknowledged = 0;       ///< of these
  std::int64_t snoozed = 0;
  std::int64_t raised = 0;                                  ///< in the last 30 days
  std::int64_t resolved = 0;                                ///< of these
  std::optional<std::int64_t> seconds_to_acknowledge = {};  ///< the median of those that were
  std::optional<std::int64_t> seconds_to_resolve = {};
};

}  // namespace shelfcast::domain
