// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/house.hpp"
#include "shelfcast/api/events.hpp"
#include "shelfcast/monitor/letter.hpp"
#include "shelfcast/monitor/post.hpp"
#include "shelfcast/monitor/postman.hpp"
#include "shelfcast/monitor/process_watch.hpp"
#include "shelfcast/runtime/repeating.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

namespace shelfcast::app {

/// Looks every half minute, and when a cycle has ended, at all that may be wrong or worth knowing, and has those told
/// whom it concerns.
///
/// Calls: make, start, look_soon*, stop.
class AlertDesk {
 public:
  /// `config` where a rule or an address of the configuration makes no sense.
  static Result<std::unique_ptr<AlertDesk>> make(House& house, std::shared_ptr<api::Events> events);

  void start();
  /// Something has happened: any thread.
  void look_soon() { looks_.soon(); }
  void stop();

 private:
  AlertDesk(House& house, std::shared_ptr<api::Events> events, std::vector<monitor::CustomRule> rules,
            monitor::Notifiers notifiers, std::stop_source stopping);

  void look();
  [[nodiscard]] TimeZone zone_of(std::string_view marketplace) const;
  void look_at(const domain::Marketplace& marketplace);
  /// What only another table can change.
  void look_at(const domain::Marketplace& marketplace, const predictions::Table& table);
  /// Judges what was gathered for a look, or says why it could not be.
  template <class T>
  void judge(const Result<T>& gathered);
  void take(const monitor::Look& look);
  void tell_of(const Result<std::vector<monitor::Change>>& changes);

  House& house_;
  std::shared_ptr<api::Events> events_;
  monitor::ProcessWatch process_;
  monitor::Notifiers notifiers_;
  std::stop_source stopping_;
  monitor::Post post_;
  std::int64_t swept_;  ///< in which hour since 1970 old letters and alerts were last forgotten
  monitor::Postman postman_;
  std::map<std::string, std::string, std::less<>> zones_;  ///< by marketplace, as they were looked at
  std::map<std::string, std::uint64_t> seen_;  ///< by marketplace, the digest of the table that was looked at
  runtime::Repeating looks_;
  runtime::Repeating rounds_;  ///< of the postman
};

}  // namespace shelfcast::app
