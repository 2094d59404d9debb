// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/http/message.hpp"
#include "shelfcast/identity/caller.hpp"
#include "shelfcast/storage/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::identity {

/// One administrative act: who asked for what, and what became of it.
struct AuditEntry {
  std::int64_t id = 0;  ///< given by the log, growing
  Instant at = {};      ///< given by the log
  std::string who;
  std::string role;
  std::string act;       ///< "POST /api/v1/models/{version}:promote"
  std::string resource;  ///< "/api/v1/models/DE-7:promote"
  std::string detail;    ///< what was sent, as far as it is short
  int outcome = 0;       ///< the answer's status
  std::string request_id;
};

/// What there is to say of an act that was asked for like this.
AuditEntry act_of(const Caller& caller, std::string act, const http::Request& request, int outcome);

/// What was administrated, for ever: entries are added, the database refuses to change or delete one. Any thread.
class AuditLog {
 public:
  AuditLog(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  /// An entry that cannot be written is told by log and metric: the act has happened.
  void add(AuditEntry entry);
  /// The newest first; of those before `before`.
  [[nodiscard]] Result<std::vector<AuditEntry>> list(std::optional<std::int64_t> before, std::size_t at_most) const;

 private:
  storage::Database& database_;
  const Clock& clock_;
};

}  // namespace shelfcast::identity
