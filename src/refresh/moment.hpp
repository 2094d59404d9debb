// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "refresh/making.hpp"
#include "refresh/outlook.hpp"
#include "shelfcast/domain/reasons.hpp"

namespace shelfcast::refresh {

/// What the numbers of some categories of a table were made from.
struct Moment {
  Settings settings;
  domain::Panel panel;
  domain::Running running;
  std::string blob;

  /// What the model that made them expects of a panel.
  [[nodiscard]] Result<Outlook> expect(const domain::Panel& of) const;
};

/// Of which categories of a table.
struct Place {
  const predictions::Table& table;
  const domain::Receipt& receipt;   ///< of their numbers
  std::vector<CategoryId> only_of;  ///< ascending
};

/// As the receipt has it; what had sold of the days that ran is the table's own word, since ledgers tell later what was
/// sold then, not what was known of it. `not_found` where the model is no longer kept.
Result<Moment> open_moment(const Rooms& rooms, const domain::Marketplace& marketplace, const Place& place);

/// Products of a table that are told of, and what a table says of them.
struct Rows {
  const predictions::Table& table;
  std::vector<std::size_t> products;  ///< indices into its cube's
};

/// The parts of one product in each period, to be filled in: periods x names_of(account).
class Parts {
 public:
  Parts(domain::Reasons& reasons, ProductId product);

  template <class Name>
  [[nodiscard]] domain::Expected& at(std::size_t period, Name name) {
    return reasons_.parts[first_ + period * width_ + static_cast<std::size_t>(name)];
  }

 private:
  domain::Reasons& reasons_;
  std::size_t width_;
  std::size_t first_;
};

/// Tells why these rows, made at one moment, are what they are.
Result<void> add_why(const Moment& moment, const Rows& rows, domain::Reasons& reasons);

/// Categories made at one moment, with the table before them; null where that knew none of them.
struct Since {
  const domain::Marketplace& marketplace;
  predictions::TablePtr before;
  domain::Receipt now;
  std::vector<CategoryId> categories;  ///< ascending
};
/// Tells what moved these rows.
Result<void> add_moved(const Rooms& rooms, const Since& since, const Rows& rows, domain::Reasons& reasons);

}  // namespace shelfcast::refresh
