// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/sources/files.hpp"
#include "support/temp_folder.hpp"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <string>
#include <vector>

namespace shelfcast::testing {

/// Writes down what a source tells, as sentences.
class Notebook final : public sources::Sink {
 public:
  Result<void> marketplace(const domain::Marketplace&) override { return {}; }
  Result<void> catalogue(std::string_view, sources::CatalogueRows rows) override {
    if (const auto* products = std::get_if<std::vector<sources::RawProduct>>(&rows)) {
      for (const auto& row : *products)
        told.push_back(fmt::format("product {} in {} of {}", row.key, row.category_key, row.seller_key));
    }
    if (const auto* prices = std::get_if<std::vector<sources::RawPrice>>(&rows)) {
      for (const auto& row : *prices) {
        told.push_back(fmt::format("price {} from {} {}", row.product_key, format_day(std::get<Day>(row.from)),
                                   format_minor(row.price)));
      }
    }
    if (const auto* states = std::get_if<std::vector<sources::RawStock>>(&rows)) {
      for (const auto& row : *states) {
        told.push_back(fmt::format("{} is {} from {}", row.product_key, row.in_stock ? "there" : "out of stock",
                                   format_day(std::get<Day>(row.from))));
      }
    }
    if (const auto* months = std::get_if<std::vector<sources::RawMonth>>(&rows)) {
      for (const auto& row : *months)
        told.push_back(
            fmt::format("{} sold {} in {:.7}", row.category_key, format_micro(row.units), format_day(row.day)));
    }
    if (const auto* days = std::get_if<std::vector<sources::RawHoliday>>(&rows)) {
      for (const auto& row : *days) told.push_back(fmt::format("{} is {}", format_day(row.day), row.name));
    }
    return {};
  }
  Result<void> line(const sources::RawLine& line) override {
    const auto* day = std::get_if<Day>(&line.happened);
    told.push_back(fmt::format("{}/{} {} {} {}{}", line.order, line.line, line.product,
                               day != nullptr ? format_day(*day) : format_instant(std::get<Instant>(line.happened)),
                               format_micro(line.quantity),
                               line.status == domain::LineStatus::taken_back ? " back" : ""));
    last = line;
    return {};
  }
  Result<void> reject(domain::DeadLetter letter) override {
    letters.push_back(std::move(letter));
    return {};
  }
  void progress(double) override {}

  std::vector<std::string> told;
  sources::RawLine last;  // its texts are gone
  std::vector<domain::DeadLetter> letters;
};

/// A folder with a mapping and the files that it reads.
class Shop {
 public:
  explicit Shop(const std::string& mapping) { write("map.toml", mapping); }
  void write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_.path() / file, std::ios::binary) << text;
  }
  Result<sources::Extraction> extract(Notebook& notebook, std::string_view position = "",
                                      const std::string& marketplace = "DE") const {
    const sources::FilesToRead files{{folder_.path()}, (folder_.path() / "map.toml").string()};
    return sources::open_files(files, marketplace)->extract(position, notebook);
  }
  [[nodiscard]] std::vector<std::string> told() const {
    Notebook notebook;
    const auto extraction = extract(notebook);
    CHECK((extraction ? "" : extraction.error().text()) == "");
    CHECK(notebook.letters.empty());
    return notebook.told;
  }

 private:
  TempFolder folder_;
};

/// A mapping of an order's lines, to which tests add.
inline constexpr auto kSales = R"(
[sales]
files = "sales*"
order = "order"
time = "time"
product = "item"
quantity = "n"
price = "price"
)";

}  // namespace shelfcast::testing
