// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace shelfcast::training {

/// A model that takes part in the ensemble, by its name in models::every_model().
struct Member {
  std::string_view model;
  double prior;              ///< how far it is believed before any evidence, relative to the others
  std::string_view simpler;  ///< the member whose word is taken for its own where it fails; none: it cannot fail
};

/// Of products: what they say is taken as shares of the category.
inline constexpr std::array kProductMembers{Member{"logistic", 4, "28-day mean"},
                                            Member{"boosting", 3, "logistic"},
                                            Member{"poisson", 0.5, "logistic"},
                                            Member{"tweedie", 1, "poisson"},
                                            Member{"network", 1, "boosting"},
                                            Member{"exponential smoothing", 0.5, "28-day mean"},
                                            Member{"theta", 0.5, "exponential smoothing"},
                                            Member{"intermittent", 0.5, "12-week mean"},
                                            Member{"28-day mean", 2, ""},
                                            Member{"12-week mean", 1, "28-day mean"},
                                            Member{"last year", 1, "28-day mean"},
                                            Member{"year ago", 0.2, "28-day mean"},
                                            Member{"seasonal naive", 0.2, "28-day mean"}};

/// Of whole categories, and of the whole marketplace.
inline constexpr std::array kGroupMembers{
    Member{"seasonal", 6, "weekday mean"},         Member{"exponential smoothing", 1, "weekday mean"},
    Member{"theta", 0.5, "exponential smoothing"}, Member{"weekday mean", 2, ""},
    Member{"last year", 1, "weekday mean"},        Member{"last year of all", 1, "last year"},
    Member{"year ago", 0.2, "weekday mean"},       Member{"seasonal naive", 0.2, "weekday mean"}};

/// Of sellers.
inline constexpr std::array kSellerMembers{Member{"exponential smoothing", 1, "weekday mean"},
                                           Member{"weekday mean", 1, ""}, Member{"12-week mean", 1, "weekday mean"},
                                           Member{"last year", 1, "weekday mean"}};

/// A table of members, and what they speak of.
struct Bench {
  std::string_view of;
  std::span<const Member> members;
};
inline constexpr Bench kOfProducts{"products", kProductMembers};
inline constexpr Bench kOfGroups{"groups", kGroupMembers};
inline constexpr Bench kOfSellers{"sellers", kSellerMembers};

/// The place of a member of that name; the number of members where there is none.
constexpr std::size_t place_of(std::span<const Member> members, std::string_view model) {
  std::size_t place = 0;
  while (place < members.size() && members[place].model != model) ++place;
  return place;
}

/// Whether from every member the simpler ones lead to one that cannot fail.
constexpr bool all_lead_to_the_simplest(std::span<const Member> members) {
  for (const auto& member : members) {
    std::string_view simpler = member.simpler;
    for (std::size_t steps = 0; !simpler.empty(); ++steps) {
      const std::size_t place = place_of(members, simpler);
      if (place == members.size() || steps == members.size()) return false;
      simpler = members[place].simpler;
    }
  }
  return true;
}
static_assert(all_lead_to_the_simplest(kProductMembers) && all_lead_to_the_simplest(kGroupMembers) &&
              all_lead_to_the_simplest(kSellerMembers));

/// The naive forecasts that every forecast is measured beside.
inline constexpr std::array<std::string_view, 5> kRivals{"seasonal naive", "28-day mean", "12-week mean",
                                                         "weekday mean", "year ago"};

}  // namespace shelfcast::training
