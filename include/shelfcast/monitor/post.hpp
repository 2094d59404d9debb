// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/inbox.hpp"
#include "shelfcast/monitor/outbox.hpp"
#include "shelfcast/monitor/preferences.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::monitor {

/// Which ways out are open to operators: those whose addresses the configuration has.
struct Operators {
  std::set<Channel> on_call;  ///< who acts on P0 and P1
  std::set<Channel> team;     ///< who acts on P2 and P3
};

/// Which operators a priority concerns, and over which channels they are told where those are open.
struct Route {
  domain::Priority priority;
  std::string_view recipient;
  std::vector<Channel> channels;
};
/// The table of routes, by priority.
std::span<const Route> routes();

inline constexpr std::string_view kOnCall = "on-call";
inline constexpr std::string_view kTeam = "team";
/// How a seller is addressed: "seller DE 17".
std::string recipient_of(std::string_view marketplace, std::string_view seller);
/// Whom such an address means; nullopt: no seller.
struct SellerAddressed {
  std::string marketplace;
  std::string seller;
};
std::optional<SellerAddressed> seller_addressed(std::string_view recipient);

/// In which a marketplace's days are counted.
using ZoneOf = std::function<TimeZone(std::string_view marketplace)>;

/// Whether an alert is its seller's, and one that it wants to be told of.
bool is_wanted(const domain::Alert& alert, const domain::AlertPreference& preference);
/// So many of them, those with the most money at stake first.
void keep_most_money(std::vector<domain::Alert>& alerts, std::int64_t at_most);

/// Decides who is told what, and when: operators at once by priority; sellers as they wish, at once or in digests, and
/// never of more alerts a week than they want, the most money first. One thread.
class Post {
 public:
  struct Rooms {
    Inbox& inbox;
    Outbox& outbox;
    const Preferences& preferences;
  };
  Post(Rooms rooms, Operators operators, ZoneOf zone_of)
      : rooms_(rooms), operators_(std::move(operators)), zone_of_(std::move(zone_of)) {}

  /// Writes letters of what is not told yet and may be told now.
  Result<void> tell(Instant now);
  /// And of what escalated or ended since, to the operators who were told of it.
  Result<void> tell_of(std::span<const Change> changes, Instant now);

 private:
  [[nodiscard]] std::vector<Channel> open_to(const Route& route) const;
  Result<void> tell_operators(std::span<const domain::Alert> untold, Instant now);
  Result<void> tell_seller(const domain::AlertPreference& preference, std::span<const domain::Alert> untold,
                           Instant now);

  Rooms rooms_;
  Operators operators_;
  ZoneOf zone_of_;
};

}  // namespace shelfcast::monitor
