// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/domain/catalogue.hpp"
#include "shelfcast/domain/sale.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace shelfcast::sources {

/// A time as a source writes it: an instant, or a bare date, which belongs to that local day as it stands.
using Moment = std::variant<Instant, Day>;

/// Where a row stands, for its dead letter.
struct Place {
  std::string_view source;  ///< the file or system
  std::uint64_t row = 0;
};

/// One line of an order, read but not judged. Its texts hold until the call that hands it over returns.
struct RawLine {
  Place place;
  std::string_view order;
  std::string_view line;
  std::string_view product;
  Moment happened;
  std::optional<Moment> updated;  ///< when the source learnt this version; nullopt where it does not say
  Micro quantity = 0;
  std::optional<Minor> unit_price;
  std::optional<Minor> line_total;
  domain::LineStatus status = domain::LineStatus::sold;
  bool product_seen = false;  ///< the source knows that an earlier line of this extraction was of the same product
};

/// Rows about the catalogue, by the source's own ids. `row` says where each stood.
struct RawSeller {
  std::uint64_t row = 0;
  std::string key;
  std::string name;
  std::optional<Moment> updated;
  std::string time_zone = {};   ///< empty: the marketplace's
  std::string week_start = {};  ///< a weekday; empty: the marketplace's
};
struct RawCategory {
  std::uint64_t row = 0;
  std::string key;
  std::string name;
  std::string parent_key;
  std::optional<Moment> updated;
};
struct RawProduct {
  std::uint64_t row = 0;
  std::string key;
  std::string name;
  std::string category_key;
  std::string seller_key;
  Minor price = 0;
  std::optional<Moment> created;
  std::optional<Moment> updated;
  std::optional<Minor> cost = {};  ///< of a unit
  bool by_sale = false;            ///< told by its sales, not by a list: as it is known already, it is no news
};
struct RawPrice {
  std::uint64_t row = 0;
  std::string product_key;
  Moment from;
  Minor price = 0;
  std::optional<Moment> updated;
  bool of_any_product = false;  ///< a list about more than is sold: what nobody knows is passed over, not refused
};
struct RawPromotion {
  std::uint64_t row = 0;
  std::string product_key;
  Moment first;
  Moment last;
  double discount = 0;
  std::optional<Moment> updated;
};
/// Whether a product was in stock, from a day on until its next such row. What nobody knows is passed over: these are
/// lists about more than is sold.
struct RawStock {
  std::uint64_t row = 0;
  std::string product_key;
  Moment from;
  bool in_stock = true;
  std::optional<Moment> updated;
  std::optional<Micro> level = {};  ///< units, where the source counts them
};
struct RawHoliday {
  std::uint64_t row = 0;
  Day day;
  std::string name;
  std::optional<Moment> updated;
};
/// What a category sold in the month that contains a day. What nobody knows is passed over, as of stock.
struct RawMonth {
  std::uint64_t row = 0;
  std::string category_key;
  Day day;
  Micro units = 0;
  std::optional<Moment> updated;
};

/// Some rows of one kind.
using CatalogueRows =
    std::variant<std::vector<RawSeller>, std::vector<RawCategory>, std::vector<RawProduct>, std::vector<RawPrice>,
                 std::vector<RawPromotion>, std::vector<RawHoliday>, std::vector<RawStock>, std::vector<RawMonth>>;

/// Who listens to a source. A failure ends the extraction with that failure.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual Result<void> marketplace(const domain::Marketplace& marketplace) = 0;
  /// `source` is the file or system the rows stood in.
  virtual Result<void> catalogue(std::string_view source, CatalogueRows rows) = 0;
  virtual Result<void> line(const RawLine& line) = 0;
  /// A row that cannot be read at all; its `at` is not set.
  virtual Result<void> reject(domain::DeadLetter letter) = 0;
  virtual void progress(double fraction) = 0;
};

/// A file that was read, and how it was understood: encoding, separator, the order of dates.
struct FileRead {
  std::string file;
  std::string understood;
};

/// What an extraction has done besides what it told the sink.
struct Extraction {
  std::string position;               ///< opaque: to be handed to the next extraction
  std::vector<std::string> warnings;  ///< sentences with their place, as about a column that nobody knows
  std::vector<FileRead> files = {};
};

/// One outside system that knows of sales. One adapter per system.
///
/// Order:       the marketplace, then catalogue rows (what others refer to first), then lines; rejects in between.
/// Incremental: with the position of an earlier extraction only what may be new is told. It may tell things again -
///              every row has an identity -, but never leaves one out.
/// Repeatable:  the same outside state and position tell the same rows in the same order.
/// Failure:     a bad row is a reject. `not_found`, `rejected`, `unavailable`: the system as a whole is not there,
/// makes
///              no sense or cannot be read; the earlier position stays good.
class Source {
 public:
  virtual ~Source() = default;

  /// Permanent: under this name the position is kept.
  [[nodiscard]] virtual std::string name() const = 0;
  virtual Result<Extraction> extract(std::string_view position, Sink& sink) = 0;
};

}  // namespace shelfcast::sources
