// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "predictions/cells.hpp"
#include "predictions/manifest.hpp"
#include "shelfcast/predictions/tables.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace shelfcast::predictions {

/// One folder of a published table. The sums of categories before each boundary are added up once, when it is opened.
class MappedTable final : public Table {
 public:
  static Result<TablePtr> open(const std::filesystem::path& folder);

  MappedTable(Manifest manifest, Cells cells);

  [[nodiscard]] const std::string& id() const override { return id_of(manifest_.cube); }
  [[nodiscard]] Instant published() const override { return manifest_.published; }
  [[nodiscard]] std::uint64_t digest() const override { return manifest_.digest ^ cells_.digest(); }
  [[nodiscard]] const domain::Cube& cube() const override { return manifest_.cube; }
  [[nodiscard]] Range products_of(std::size_t category) const override { return ranges_[category]; }
  [[nodiscard]] Origin origin_of(std::size_t category) const override;
  [[nodiscard]] domain::Expected running(std::size_t product) const override { return cells_.running(product); }
  [[nodiscard]] bool covers(const Period& period) const override { return steps_of(period).has_value(); }
  [[nodiscard]] domain::Expected product(std::size_t product, const Period& period) const override;
  [[nodiscard]] domain::Expected category(std::size_t category, const Period& period) const override;
  [[nodiscard]] std::optional<domain::Chance> product_chance(std::size_t product, const Period& period) const override;
  [[nodiscard]] std::optional<domain::Chance> category_chance(std::size_t category,
                                                              const Period& period) const override;
  void fetch(std::span<const std::size_t> products, const Period& chances,
             const std::optional<Period>& sums) const override;
  void append_cells(std::size_t product, std::vector<domain::Expected>& to) const override;
  [[nodiscard]] std::optional<double> confidence(Frame frame, domain::Level level, Micro amount) const override;

 private:
  struct Steps {
    std::size_t from;
    std::size_t to;
  };
  [[nodiscard]] std::optional<Steps> steps_of(const Period& period) const;
  /// By how many chances a row's own is after its first.
  [[nodiscard]] std::optional<std::size_t> chance_place(const Period& period) const;
  [[nodiscard]] std::optional<domain::Chance> chance(std::size_t row, const Period& period) const;

  Manifest manifest_;
  Cells cells_;
  std::vector<Range> ranges_;                    // by category
  std::vector<domain::Expected> category_sums_;  // before each boundary, row-major by category
};

}  // namespace shelfcast::predictions
