// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/catalogue.hpp"
#include "sources/changes/order_record.hpp"
#include "sources/records.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// When, by its day and the source's lag, a sale is taken to be known where nobody says so.
class KnownInFull {
 public:
  KnownInFull(TimeZone zone, int lag_hours) : zone_(std::move(zone)), lag_hours_(lag_hours) {}
  [[nodiscard]] Instant of(const Moment& happened) const;

 private:
  TimeZone zone_;
  int lag_hours_;
};

/// Takes up a change of a transaction or of a line, where it is newer than what is known. The fault of a row that
/// cannot be read; it changes nothing.
std::optional<RowFault> take_transaction(OrderRecord& record, const Change& change, std::string_view marketplace);
std::optional<RowFault> take_line(OrderRecord& record, const Change& change);
/// Every line that was there when its table was emptied is gone.
void take_truncation(OrderRecord& record, const Change& change);

/// The lines of which there is something new to tell, as they now are; remembers that they were told. A telling always
/// counts later than the one before it. Texts are the record's and `order`.
std::vector<RawLine> lines_to_tell(OrderRecord& record, std::string_view order, const KnownInFull& known);

}  // namespace shelfcast::sources
