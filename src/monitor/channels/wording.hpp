// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/letter.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::monitor {

/// An alert in plain English, each text of one line.
struct AlertWords {
  std::string headline;            ///< "Escalated, P1: Boots sold 240 this week, ..."
  std::vector<std::string> facts;  ///< "EUR 1234.50 at stake", "Since 2025-11-20 10:00 UTC"
  std::string link;                ///< to the alert and to its runbook; empty where there are no pages
  std::string runbook;
};

/// How a letter reads, over whichever channel.
struct Wording {
  std::string subject;
  std::vector<AlertWords> alerts;
  std::string link;  ///< to its alert, or to all alerts
};

/// `public_url`: of the pages, without a slash at its end; empty where there are none.
Wording worded(const Letter& letter, std::string_view public_url);

std::string text_of(const Wording& wording);
std::string html_of(const Wording& wording);

}  // namespace shelfcast::monitor
