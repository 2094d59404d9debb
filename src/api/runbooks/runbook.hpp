// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace shelfcast::api::runbooks {

/// What an alert means, what to look at, what to do: a file of deploy/runbooks/, under the name of the alert's rule.
struct Runbook {
  std::string_view rule;
  std::string_view text;  ///< as `html_of` reads it
};

/// All of them, sorted by rule.
std::span<const Runbook> runbooks();

}  // namespace shelfcast::api::runbooks
