// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/identity/audit_log.hpp"
#include "shelfcast/identity/credentials.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/identity/login.hpp"
#include "shelfcast/identity/rate_limits.hpp"
#include "shelfcast/identity/token_desk.hpp"

#include <memory>
#include <string>

namespace shelfcast::app {

bool is_loopback(const std::string& address);

/// All that stands at the door of a server, built as the configuration says. Members are declared in the order in which
/// they need each other.
struct Gatehouse {
  /// `config` where what is configured does not fit together.
  static Result<std::unique_ptr<Gatehouse>> open(House& house);
  /// What of it may change while a server runs.
  void apply(const Config& config) const;

  std::unique_ptr<identity::Credentials> credentials;
  std::unique_ptr<identity::TokenDesk> tokens;
  std::unique_ptr<identity::Doorkeeper> doorkeeper;
  std::unique_ptr<identity::AuditLog> audit;
  std::unique_ptr<identity::RateLimits> limits;
  std::unique_ptr<identity::Login> login;  ///< null where no provider is configured
  bool is_required = false;                ///< reading needs credentials
};

}  // namespace shelfcast::app
