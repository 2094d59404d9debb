// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/forecast.hpp"
#include "shelfcast/storage/files.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace shelfcast::predictions {

/// The layout of cells.bin, all numbers little-endian:
///   0  "SHELFTAB"          8  u32 version = 4     12  u32 boundaries
///  16  u64 products        24  u64 bytes of the product rows
///  32  u64 fingerprint of everything from byte 48 on              40  u64 chances
///  48  products x (1 + boundaries) x {i64 units, i64 amount}: what of the cells after the cut was sold already, then
///      what lies before each boundary, from the first one on (version 1 has only the latter)
///   .. chances x {4 x u16, u32, u32}: of the products by period, then of the categories (none before version 3)
///   .. product rows: id, key, name, category, seller, seller's key and name, whether it is young (not before version
///   4)
std::string encode_cells(const domain::Cube& cube);

/// A cells.bin, mapped and found whole.
class Cells {
 public:
  /// `corrupt` where the file is not what was written, or not of this shape.
  static Result<Cells> open(const std::filesystem::path& file, std::size_t boundaries);

  /// What the product sells before boundary `boundary`, counted from the first one on.
  [[nodiscard]] domain::Expected before(std::size_t product, std::size_t boundary) const;
  /// What of its cells after the cut was sold already when the table was made.
  [[nodiscard]] domain::Expected running(std::size_t product) const;
  [[nodiscard]] std::size_t products() const { return products_; }
  [[nodiscard]] std::size_t chances() const { return chances_; }
  /// The checksum of the file.
  [[nodiscard]] std::uint64_t digest() const { return digest_; }
  /// In the order they were written.
  [[nodiscard]] domain::Chance chance(std::size_t index) const;
  [[nodiscard]] Result<std::vector<domain::ForecastProduct>> rows() const;

  // The memory of these is fetched, and nobody waits for it.
  void fetch_sums(std::size_t product, std::size_t boundary, std::size_t other) const;
  void fetch_chance(std::size_t index) const;

 private:
  explicit Cells(storage::MappedFile file) : file_(std::move(file)) {}

  [[nodiscard]] std::string_view after_cells() const;
  [[nodiscard]] const char* place_of(std::size_t product, std::size_t column) const;
  [[nodiscard]] domain::Expected at(std::size_t product, std::size_t column) const;

  storage::MappedFile file_;
  std::size_t columns_ = 0;  ///< of a row
  std::size_t head_ = 0;     ///< columns before the first boundary's
  std::size_t products_ = 0;
  std::size_t chances_ = 0;
  std::uint64_t digest_ = 0;
  bool know_youth_ = true;
};

}  // namespace shelfcast::predictions
