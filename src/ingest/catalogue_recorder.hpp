// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ingest/judge.hpp"
#include "ingest/local_days.hpp"
#include "ingest/product_ids.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/sources/source.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::ingest {

/// Turns a source's rows about the catalogue into the catalogue's own, and records them.
///
/// Learnt, where the source does not say when: a product when it was created, a price, promotion or stock at the
/// end of its first day and the source's lag, a month when its last day was; everything else (names, the tree,
/// holidays) has always been known.
class CatalogueRecorder {
 public:
  /// Where a row goes that is not accepted.
  using Refuse = std::function<Result<void>(std::uint64_t row, const Refusal& refusal)>;

  struct Into {
    catalogue::Catalogue& catalogue;
    MarketplaceId marketplace;
    ProductIds& products;  ///< that prices and promotions are of
  };
  CatalogueRecorder(Into into, LocalDays days, Instant now);

  Result<void> record(const sources::CatalogueRows& rows, const Refuse& refuse);

 private:
  Result<void> record_rows(const std::vector<sources::RawSeller>& rows, const Refuse& refuse);
  Result<void> record_rows(const std::vector<sources::RawCategory>& rows, const Refuse& refuse);
  Result<void> record_rows(const std::vector<sources::RawProduct>& rows, const Refuse& refuse);
  Result<void> record_rows(const std::vector<sources::RawPrice>& rows, const Refuse& refuse);
  Result<void> record_rows(const std::vector<sources::RawPromotion>& rows, const Refuse& refuse);
  Result<void> record_rows(const std::vector<sources::RawHoliday>& rows, const Refuse& refuse);
  Result<void> record_rows(const std::vector<sources::RawStock>& rows, const Refuse& refuse);
  Result<void> record_rows(const std::vector<sources::RawMonth>& rows, const Refuse& refuse);

  template <class Row, class Out, class Convert>
  Result<std::vector<Out>> convert(const std::vector<Row>& rows, const Refuse& refuse, const Convert& one);
  std::expected<ProductId, Refusal> product(std::string_view key) const;
  Instant learnt(const std::optional<sources::Moment>& updated, Instant otherwise);
  template <class Row>
  Result<void> look_up(const std::vector<Row>& rows, std::string Row::* product_key);

  Into into_;
  LocalDays days_;
  Instant latest_;
};

}  // namespace shelfcast::ingest
