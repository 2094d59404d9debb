// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/domain/forecast.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::predictions {

/// A published cube: immutable, mapped from disk, shared by all who read it. Any thread.
class Table {
 public:
  virtual ~Table() = default;

  [[nodiscard]] virtual const std::string& id() const = 0;  ///< of the cycle that made it, or its last part
  [[nodiscard]] virtual Instant published() const = 0;
  /// A fingerprint of all that it says. A cycle that is published again with other numbers keeps its id and its time,
  /// but is another table by this.
  [[nodiscard]] virtual std::uint64_t digest() const = 0;
  /// Everything but the cells, which stay mapped.
  [[nodiscard]] virtual const domain::Cube& cube() const = 0;

  /// The products of one category itself, as a range of indices into cube().products.
  struct Range {
    std::size_t first;
    std::size_t count;
  };
  [[nodiscard]] virtual Range products_of(std::size_t category) const = 0;
  /// What the numbers of one category itself were made from, and since when they stand.
  struct Origin {
    const domain::Receipt& receipt;
    Instant published;
  };
  [[nodiscard]] virtual Origin origin_of(std::size_t category) const = 0;
  /// What of a product's cells after the cut was sold already when they were made.
  [[nodiscard]] virtual domain::Expected running(std::size_t product) const = 0;
  /// Whether the period's first day and the day after its last are boundaries.
  [[nodiscard]] virtual bool covers(const Period& period) const = 0;
  /// The sum over a covered period, of one product, or of all products of one category itself. Exact.
  [[nodiscard]] virtual domain::Expected product(std::size_t product, const Period& period) const = 0;
  [[nodiscard]] virtual domain::Expected category(std::size_t category, const Period& period) const = 0;
  /// Has the memory fetched in which products lie, their chances of a period, and their sums over another: of many that
  /// are asked about next, all comes at once instead of one after the other. Changes no answer.
  virtual void fetch(std::span<const std::size_t> products, const Period& chances,
                     const std::optional<Period>& sums) const = 0;
  /// Appends a product's cells, one for each step between boundaries.
  virtual void append_cells(std::size_t product, std::vector<domain::Expected>& to) const = 0;
  /// Where a product may end among those of its category, or a category itself among all; nullopt where that period's
  /// ranking was not drawn.
  [[nodiscard]] virtual std::optional<domain::Chance> product_chance(std::size_t product,
                                                                     const Period& period) const = 0;
  [[nodiscard]] virtual std::optional<domain::Chance> category_chance(std::size_t category,
                                                                      const Period& period) const = 0;
  /// The measured chance that the actual amount is within 25 % of this one; nullopt where it is not measured.
  [[nodiscard]] virtual std::optional<double> confidence(Frame frame, domain::Level level, Micro amount) const = 0;
};

using TablePtr = std::shared_ptr<const Table>;

/// A table that still stands on disk, and since when.
struct Kept {
  std::string id;
  Instant published;
  Day data_cut = {};
};

/// The published tables of all marketplaces, as files under one folder.
///
/// Publish, then sweep: a table is written whole under its cycle's id, and one atomic switch makes it current; a crash
/// between any two lines leaves the last good table serving. Publishing the same cycle again replaces nothing but the
/// bytes it wrote itself. Any thread; who publishes, sweeps or brings back waits for the
/// others that do. A current table that cannot be read is
/// replaced by the newest one that can, and the health flag "predictions <marketplace>" says so.
class Tables {
 public:
  static Result<std::unique_ptr<Tables>> open(const std::filesystem::path& folder);
  virtual ~Tables() = default;

  virtual Result<TablePtr> publish(const domain::Cube& cube, Instant now) = 0;
  /// The same for some categories: a table like `base` under the part's own id, in which all that `part` holds and
  /// nothing else stands for `categories` (ascending). `conflict` where `base` does not serve any more, `invalid` where
  /// the part does not cut time as the table does.
  Result<TablePtr> publish_part(const Table& base, const domain::Cube& part, std::span<const CategoryId> categories,
                                Instant now);
  /// A table that was swept, made again: among those that are kept once more, as published then, for a day. It does not
  /// serve. Of such eight stand at once: the first one goes when another comes. Nothing where it is kept anyway.
  virtual Result<TablePtr> bring_back(const domain::Cube& cube, Instant published, Instant now) = 0;
  /// The same of a table that was `base` but for a part.
  Result<TablePtr> bring_back_part(const Table& base, const domain::Cube& part, std::span<const CategoryId> categories,
                                   Instant published, Instant now);
  /// Whoever publishes a table from now on hands it over before it serves, and waits: the one before it serves on.
  using Preparing = std::function<void(const TablePtr& next)>;
  virtual void prepare_with(Preparing preparing) = 0;
  /// The table that serves now, or null where nothing was published yet.
  [[nodiscard]] virtual TablePtr current(std::string_view marketplace) const = 0;
  /// The last table published before `moment` and still kept, or null. Maps it where it is not mapped yet.
  [[nodiscard]] virtual TablePtr before(std::string_view marketplace, Instant moment) const = 0;
  /// The kept table of this id, or null.
  [[nodiscard]] virtual TablePtr find(std::string_view marketplace, std::string_view id) const = 0;
  [[nodiscard]] virtual std::vector<Kept> kept(std::string_view marketplace) const = 0;  ///< oldest first
  [[nodiscard]] virtual std::vector<std::string> marketplaces() const = 0;               ///< those with a table, sorted

  /// Counts up when any marketplace has other tables than before: what was made from tables holds while it stands
  /// still.
  using Edition = std::shared_ptr<const std::atomic<std::uint64_t>>;
  [[nodiscard]] virtual Edition edition() const = 0;

  /// Deletes tables older than `keep_days`, and those that differ in a part and were replaced an hour ago, unless they
  /// are, for some frame, the last one before one of its periods began.
  /// Returns the ids of those deleted.
  virtual Result<std::vector<std::string>> sweep(std::string_view marketplace, Instant now, int keep_days) = 0;
};

}  // namespace shelfcast::predictions
