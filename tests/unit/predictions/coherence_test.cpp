// SPDX-License-Identifier: Apache-2.0
#include "predictions/coherence.hpp"

#include "shelfcast/telemetry/metrics.hpp"
#include "unit/predictions/small_cube.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::test;
using domain::Expected;
using predictions::largest_incoherence;
using predictions::Table;
using predictions::Tables;

namespace {

/// A table of which some sum is not what it should be.
class Broken final : public Table {
 public:
  enum class At { product, category, day };
  Broken(predictions::TablePtr table, At at) : table_(std::move(table)), at_(at) {}

  [[nodiscard]] const std::string& id() const override { return table_->id(); }
  [[nodiscard]] Instant published() const override { return table_->published(); }
  [[nodiscard]] std::uint64_t digest() const override { return table_->digest(); }
  [[nodiscard]] const domain::Cube& cube() const override { return table_->cube(); }
  [[nodiscard]] Range products_of(std::size_t category) const override { return table_->products_of(category); }
  [[nodiscard]] Origin origin_of(std::size_t category) const override { return table_->origin_of(category); }
  [[nodiscard]] Expected running(std::size_t product) const override { return table_->running(product); }
  [[nodiscard]] bool covers(const Period& period) const override { return table_->covers(period); }
  [[nodiscard]] Expected product(std::size_t product, const Period& period) const override {
    auto sum = table_->product(product, period);
    if (at_ == At::product && product == 3) sum.units += 7;
    return sum;
  }
  [[nodiscard]] Expected category(std::size_t category, const Period& period) const override {
    auto sum = table_->category(category, period);
    const bool is_day = period.first == period.last;
    if (at_ == At::category && category == 1) sum.amount -= 9;
    if (at_ == At::day && is_day && category == 2 && period.first == date(2025, 12, 1)) sum.units += 5;
    return sum;
  }
  void fetch(std::span<const std::size_t> products, const Period& chances,
             const std::optional<Period>& sums) const override {
    table_->fetch(products, chances, sums);
  }
  void append_cells(std::size_t product, std::vector<Expected>& to) const override {
    table_->append_cells(product, to);
  }
  [[nodiscard]] std::optional<domain::Chance> product_chance(std::size_t product, const Period& period) const override {
    return table_->product_chance(product, period);
  }
  [[nodiscard]] std::optional<domain::Chance> category_chance(std::size_t category,
                                                              const Period& period) const override {
    return table_->category_chance(category, period);
  }
  [[nodiscard]] std::optional<double> confidence(Frame frame, domain::Level level, Micro amount) const override {
    return table_->confidence(frame, level, amount);
  }

 private:
  predictions::TablePtr table_;
  At at_;
};

}  // namespace

TEST_CASE("a published table adds up, and the metrics say so") {
  const Folder folder;
  const auto table = Tables::open(folder.path()).value()->publish(small_cube(), kNow).value();
  CHECK(largest_incoherence(*table) == 0);
  CHECK(telemetry::prometheus_text().find("shelfcast_table_largest_incoherence{marketplace=\"DE\"} 0\n") !=
        std::string::npos);
}

TEST_CASE("a product, a category or a day that does not add up is found, and how far it is off") {
  const Folder folder;
  const auto table = Tables::open(folder.path()).value()->publish(small_cube(), kNow).value();
  CHECK(largest_incoherence(Broken(table, Broken::At::product)) == 7);
  CHECK(largest_incoherence(Broken(table, Broken::At::category)) >= 9);
  CHECK(largest_incoherence(Broken(table, Broken::At::day)) == 5);
}
