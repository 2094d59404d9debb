// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/letter.hpp"

#include <string>
#include <utility>

namespace shelfcast::testing {

inline const Instant kNoon = parse_instant("2025-11-20T12:00:00Z").value();

inline domain::Alert spike(std::int64_t id) {
  domain::Alert alert;
  alert.id = id;
  alert.rule = "demand-spike";
  alert.marketplace = "DE";
  alert.subject = "product:4711";
  alert.subject_name = "Boots";
  alert.seller = "17";
  alert.priority = domain::Priority::p1;
  alert.sentence = "Boots sold 240 this week, 80 % above the forecast of 133";
  alert.measured = 0.8;
  alert.threshold = 0.5;
  alert.money = 123'450;
  alert.currency = "EUR";
  alert.raised = kNoon - 2 * kHour;
  alert.changed = kNoon;
  alert.followers = 2;
  return alert;
}

inline monitor::Letter letter_of(std::string key, domain::Alert alert,
                                 monitor::Channel channel = monitor::Channel::webhook,
                                 std::string recipient = "on-call") {
  return {.key = std::move(key),
          .recipient = std::move(recipient),
          .channel = channel,
          .happened = monitor::Happened::raised,
          .alerts = {std::move(alert)}};
}

}  // namespace shelfcast::testing
