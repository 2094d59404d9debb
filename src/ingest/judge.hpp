// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/local_days.hpp"
#include "shelfcast/domain/sale.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace shelfcast::ingest {

/// Why a row is not accepted: a stable word and a sentence.
struct Refusal {
  std::string_view code;
  std::string reason;
};

inline constexpr std::string_view kUnknownProduct = "unknown_product";

/// Decides whether a line as the source told it is a sale, and which. For one thread.
class Judge {
 public:
  Judge(LocalDays days, Instant now);

  /// `product` is the line's, null where nobody knows it. The sale views into what the line views into.
  std::expected<domain::Sale, Refusal> judge(const sources::RawLine& line, const ProductId* product);

 private:
  [[nodiscard]] std::expected<void, Refusal> check_times(const sources::RawLine& line) const;

  LocalDays days_;
  Instant latest_;  ///< nothing happens or is learnt after it
};

/// Whether the moment lies between 1990 and `latest`; what is wrong with it otherwise.
std::expected<void, Refusal> check_moment(std::string_view what, const sources::Moment& moment, Instant latest);

/// The clock of a source may go before ours, and a date has no time zone: so much is allowed.
Instant latest_allowed(Instant now);

}  // namespace shelfcast::ingest
