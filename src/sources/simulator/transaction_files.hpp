// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/simulator/csv_file.hpp"
#include "sources/simulator/order.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace shelfcast::sources::simulator {

/// How a row can be broken. Each is written again and again in this order.
enum class Defect { bad_number, negative_price, unknown_product, broken_utf8, missing_field, far_future, count };

/// The two files of each month:  (start_day (write | write_broken)*)* close.
class TransactionFiles {
 public:
  TransactionFiles(std::filesystem::path out, std::string marketplace);

  /// Closes the month's files and opens the next where the day lies in another month.
  Result<void> start_day(Day day);
  void write(const Order& order);
  /// One more row with `defect`, that would have been the order's line `line_id`. A date in the far future needs an
  /// order of its own.
  void write_broken(const Order& order, Defect defect, std::uint64_t line_id);
  Result<void> close();

 private:
  struct Part {
    std::string month;
    CsvFile orders;
    CsvFile lines;
  };
  void write_head(const Order& order, Instant at);
  void write_line(std::uint64_t order_id, const OrderLine& line);

  std::filesystem::path out_;
  std::string marketplace_;
  std::optional<Part> part_;
};

}  // namespace shelfcast::sources::simulator
