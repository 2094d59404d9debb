// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/sources/source.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::testing {

inline std::string written(const sources::Moment& moment) {
  const auto* day = std::get_if<Day>(&moment);
  return day != nullptr ? format_day(*day) : format_instant(std::get<Instant>(moment));
}
inline std::string written(const std::optional<sources::Moment>& moment) {
  return moment ? written(*moment) : "-";
}

/// Writes down what a source tells, each row as a line of text, without where it stood.
class SourceNotebook final : public sources::Sink {
 public:
  Result<void> marketplace(const domain::Marketplace& told) override {
    rows.push_back(fmt::format("marketplace {} {} {} {} {} {}", told.key, told.name, told.currency, told.time_zone,
                               told.week_start, told.lag_hours));
    return {};
  }
  Result<void> catalogue(std::string_view /*source*/, sources::CatalogueRows told) override {
    std::visit(
        [this](const auto& of_one_kind) {
          for (const auto& row : of_one_kind) rows.push_back(text_of(row));
        },
        told);
    return {};
  }
  Result<void> line(const sources::RawLine& told) override {
    if (lines.size() == fail_after_lines) return fail(Code::unavailable, "sink", "is full");
    constexpr std::string_view kStatus[] = {"sold", "cancelled", "returned"};
    lines.push_back(fmt::format(
        "{}/{} {} {} {} {} {} {} {}", told.order, told.line, told.product, written(told.happened),
        written(told.updated), format_micro(told.quantity), told.unit_price ? format_minor(*told.unit_price) : "-",
        told.line_total ? format_minor(*told.line_total) : "-", kStatus[static_cast<std::size_t>(told.status)]));
    return {};
  }
  Result<void> reject(domain::DeadLetter letter) override {
    letters.push_back(std::move(letter));
    return {};
  }
  void progress(double /*fraction*/) override {}

  std::vector<std::string> rows;   ///< marketplace and catalogue
  std::vector<std::string> lines;  ///< "order/line product happened updated quantity price total status"
  std::vector<domain::DeadLetter> letters;
  std::size_t fail_after_lines = SIZE_MAX;

 private:
  static std::string text_of(const sources::RawSeller& row) {
    return fmt::format("seller {} {} {}", row.key, row.name, written(row.updated));
  }
  static std::string text_of(const sources::RawCategory& row) {
    return fmt::format("category {} {} <{}> {}", row.key, row.name, row.parent_key, written(row.updated));
  }
  static std::string text_of(const sources::RawProduct& row) {
    return fmt::format("product {} {} {} {} {} {} {}{}", row.key, row.name, row.category_key, row.seller_key,
                       format_minor(row.price), written(row.created), written(row.updated),
                       row.cost ? " costs " + format_minor(*row.cost) : "");
  }
  static std::string text_of(const sources::RawPrice& row) {
    return fmt::format("price {} {} {} {}", row.product_key, written(row.from), format_minor(row.price),
                       written(row.updated));
  }
  static std::string text_of(const sources::RawPromotion& row) {
    return fmt::format("promotion {} {} {} {} {}", row.product_key, written(row.first), written(row.last), row.discount,
                       written(row.updated));
  }
  static std::string text_of(const sources::RawStock& row) {
    return fmt::format("stock {} {} {} {} {}", row.product_key, written(row.from), row.in_stock ? "in" : "out",
                       row.level ? format_micro(*row.level) : "-", written(row.updated));
  }
  static std::string text_of(const sources::RawMonth& row) {
    return fmt::format("month {} {} {} {}", row.category_key, format_day(row.day), format_micro(row.units),
                       written(row.updated));
  }
  static std::string text_of(const sources::RawHoliday& row) {
    return fmt::format("holiday {} {} {}", format_day(row.day), row.name, written(row.updated));
  }
};

}  // namespace shelfcast::testing
