// SPDX-License-Identifier: Apache-2.0
#include "predictions/folders.hpp"
#include "predictions/shelf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

namespace shelfcast::predictions {
namespace {

namespace fs = std::filesystem;
using domain::Cube;

template <class Items, class Less, class Projection>
bool strictly_ascending(const Items& items, Less less, Projection key) {
  return std::ranges::adjacent_find(items, std::not_fn(less), key) == items.end();
}

/// The reason why a cube cannot be published, or empty.
std::string flaw_of(const Cube& cube) {
  const auto products_key = [](const domain::ForecastProduct& p) { return std::pair(p.category, p.id); };
  if (cube.marketplace.empty() || id_of(cube).empty()) return "has no marketplace or cycle";
  if (id_of(cube) == "current") return "has a cycle id that is reserved";
  if (!TimeZone::find(cube.time_zone)) return fmt::format("names an unknown time zone '{}'", cube.time_zone);
  if (cube.boundaries.size() < 2) return "has no cells";
  if (!strictly_ascending(cube.boundaries, std::less{}, std::identity{})) return "has boundaries out of order";
  if (!strictly_ascending(cube.categories, std::less{}, &domain::ForecastCategory::id)) {
    return "has categories out of order";
  }
  if (!strictly_ascending(cube.products, std::less{}, products_key)) return "has products out of order";
  if (!cube.running.empty() && cube.running.size() != cube.products.size()) return "has a wrong number of sums";
  if (cube.cells.size() != cube.products.size() * (cube.boundaries.size() - 1)) return "has a wrong number of cells";
  const std::size_t periods = cube.chance_periods.size();
  if (cube.product_chances.size() != cube.products.size() * periods) return "has a wrong number of chances";
  if (cube.category_chances.size() != cube.categories.size() * periods) return "has a wrong number of chances";
  const bool all_known = std::ranges::all_of(segments_of(cube), [&](const Segment& segment) {
    return std::ranges::binary_search(cube.categories, segment.category, {}, &domain::ForecastCategory::id);
  });
  return all_known ? "" : "has products of a category it does not list";
}

class FileTables final : public Tables {
 public:
  explicit FileTables(fs::path folder) : folder_(std::move(folder)) {
    for (const auto& found : finished_folders(folder_)) {
      auto shelf = std::make_unique<Shelf>(found);
      const std::string marketplace = shelf->marketplace();
      if (!marketplace.empty()) shelves_.emplace(marketplace, std::move(shelf));
    }
  }

  Result<TablePtr> publish(const Cube& cube, Instant now) override {
    if (const auto flaw = flaw_of(cube); !flaw.empty()) {
      return fail(Code::invalid, cube.receipt.cycle, "the forecast cannot be published: it " + flaw);
    }
    auto published = shelf_for(cube.marketplace).publish(cube, now, preparing());
    ++*edition_;
    return published;
  }

  Result<TablePtr> bring_back(const Cube& cube, Instant published, Instant now) override {
    if (const auto flaw = flaw_of(cube); !flaw.empty()) {
      return fail(Code::invalid, cube.receipt.cycle, "the table cannot be brought back: it " + flaw);
    }
    auto table = shelf_for(cube.marketplace).bring_back(cube, published, now);
    ++*edition_;
    return table;
  }

  Result<std::vector<std::string>> sweep(std::string_view marketplace, Instant now, int keep_days) override {
    Shelf* const shelf = shelf_of(marketplace);
    if (shelf == nullptr) return std::vector<std::string>{};
    auto swept = shelf->sweep(now, keep_days);
    if (!swept || !swept->empty()) ++*edition_;
    return swept;
  }

  void prepare_with(Preparing preparing) override {
    const std::scoped_lock guard(lock_);
    preparing_ = std::move(preparing);
  }

  [[nodiscard]] TablePtr current(std::string_view marketplace) const override {
    const Shelf* const shelf = shelf_of(marketplace);
    return shelf ? shelf->current() : nullptr;
  }

  [[nodiscard]] TablePtr before(std::string_view marketplace, Instant moment) const override {
    const Shelf* const shelf = shelf_of(marketplace);
    return shelf ? shelf->before(moment) : nullptr;
  }

  [[nodiscard]] TablePtr find(std::string_view marketplace, std::string_view id) const override {
    const Shelf* const shelf = shelf_of(marketplace);
    return shelf ? shelf->find(id) : nullptr;
  }

  [[nodiscard]] std::vector<Kept> kept(std::string_view marketplace) const override {
    const Shelf* const shelf = shelf_of(marketplace);
    return shelf ? shelf->kept() : std::vector<Kept>{};
  }

  [[nodiscard]] Edition edition() const override { return edition_; }

  [[nodiscard]] std::vector<std::string> marketplaces() const override {
    const std::scoped_lock guard(lock_);
    std::vector<std::string> names;
    for (const auto& [name, shelf] : shelves_) {
      if (shelf->current()) names.push_back(name);
    }
    return names;
  }

 private:
  [[nodiscard]] Shelf* shelf_of(std::string_view marketplace) const {
    const std::scoped_lock guard(lock_);
    const auto found = shelves_.find(marketplace);
    return found == shelves_.end() ? nullptr : found->second.get();
  }

  [[nodiscard]] Preparing preparing() const {
    const std::scoped_lock guard(lock_);
    return preparing_;
  }

  /// Shelves are added, never taken away: a pointer to one stays good.
  Shelf& shelf_for(const std::string& marketplace) {
    const std::scoped_lock guard(lock_);
    auto& shelf = shelves_[marketplace];
    if (!shelf) shelf = std::make_unique<Shelf>(folder_ / segment_of(marketplace));
    return *shelf;
  }

  fs::path folder_;
  const std::shared_ptr<std::atomic<std::uint64_t>> edition_ = std::make_shared<std::atomic<std::uint64_t>>(0);
  mutable std::mutex lock_;  // guards what follows
  Preparing preparing_;
  std::map<std::string, std::unique_ptr<Shelf>, std::less<>> shelves_;
};

}  // namespace

Result<std::unique_ptr<Tables>> Tables::open(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(Code::unavailable, folder.string(), "cannot be created: " + error.message());
  return std::make_unique<FileTables>(folder);
}

}  // namespace shelfcast::predictions
