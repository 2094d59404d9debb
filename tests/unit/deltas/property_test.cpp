// SPDX-License-Identifier: Apache-2.0
// Random versions of random lines in random order, with duplicates, against a count by hand.
#include "deltas/ledger.hpp"
#include "shelfcast/base/random.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "support/kept_text.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace shelfcast;
using deltas::LedgerEntry;
using domain::DailySales;
using domain::Sale;

namespace {

constexpr MarketplaceId kGermany{3};
const Day kFirst = day_of({2024, 12, 1});
constexpr int kDays = 60;

Sale random_sale(Random& random) {
  Sale sale;
  sale.order = testing::kept("order " + std::to_string(random.below(40)));
  sale.line = testing::kept("line " + std::to_string(random.below(4)));
  sale.product = ProductId{static_cast<std::uint32_t>(random.below(6))};
  sale.day = kFirst + static_cast<int>(random.below(kDays));
  sale.learnt = {(kFirst.number + static_cast<std::int64_t>(random.below(90))) * kDaySeconds +
                 static_cast<std::int64_t>(random.below(kDaySeconds))};
  sale.units = static_cast<Micro>(random.below(4)) * (random.below(5) == 0 ? 250'000 : kMicro);
  sale.second = random.below(4) == 0 ? domain::kNoTime : static_cast<std::int32_t>(random.below(25 * kHour));
  sale.amount = sale.units / 1000 + static_cast<Minor>(random.below(3));
  return sale;
}

/// Keeps every telling that was newer than all before it, and adds up what was known at a moment.
class CountByHand {
 public:
  void tell(const Sale& sale) {
    auto& versions = versions_[{std::string(sale.order), std::string(sale.line)}];
    if (versions.empty() || sale.learnt > versions.back().learnt) versions.push_back(sale);
  }

  using Cells = std::map<std::pair<std::uint32_t, Day>, std::pair<Micro, Minor>>;
  [[nodiscard]] Cells known_at(Instant moment) const {
    Cells cells;
    for (const auto& [line, versions] : versions_) {
      const Sale* last = nullptr;
      for (const auto& version : versions) {
        if (deltas::hour_learnt(version.learnt) * kHour <= moment.seconds) last = &version;
      }
      if (last == nullptr) continue;
      auto& cell = cells[{last->product.value, last->day}];
      cell.first += last->units;
      cell.second += last->amount;
    }
    std::erase_if(cells, [](const auto& cell) { return cell.second == std::pair<Micro, Minor>(0, 0); });
    return cells;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::vector<Sale>> versions_;
};

std::vector<LedgerEntry> random_entries(Random& random) {
  std::vector<LedgerEntry> entries;
  for (auto left = random.below(8); left > 0; --left) {
    LedgerEntry entry{kFirst + static_cast<int>(random.below(3)), static_cast<std::uint32_t>(random.below(3)), 0, 0};
    entry.quarter = static_cast<deltas::Quarter>(random.below(2));
    entry.units = static_cast<Micro>(random.below(3)) * kMicro - kMicro;
    entry.amount = static_cast<Minor>(random.below(3)) - 1;
    entries.push_back(entry);
  }
  deltas::net(entries);
  return entries;
}

}  // namespace

TEST_CASE("whatever is told in whatever order, the series is the count by hand as of any moment") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    CAPTURE(seed);
    const testing::TempFolder folder;
    auto store = storage::Store::open(folder.path(), deltas::families()).value();
    Random random(seed, 0);
    CountByHand by_hand;
    std::vector<Sale> told;
    for (int call = 0; call < 12; ++call) {
      std::vector<Sale> sales;
      for (int i = 0; i < 60; ++i) {
        const bool again = !told.empty() && random.below(5) == 0;
        sales.push_back(again ? told[random.below(told.size())] : random_sale(random));
        told.push_back(sales.back());
        by_hand.tell(sales.back());
      }
      storage::Batch batch;
      const auto merged = deltas::Deltas(*store).merge(kGermany, sales, batch);
      REQUIRE(merged);
      CHECK(merged->counted + merged->duplicate == sales.size());
      REQUIRE(store->commit(batch, "test"));
      if (call == 6) {
        store.reset();
        store = storage::Store::open(folder.path(), deltas::families()).value();
      }
    }
    const deltas::Deltas deltas(*store);
    for (int ask = 0; ask < 20; ++ask) {
      const Instant moment{(kFirst.number + static_cast<std::int64_t>(random.below(95))) * kDaySeconds};
      CountByHand::Cells cells;
      REQUIRE(deltas.series(kGermany, {kFirst, kFirst + kDays, moment}, [&](ProductId product, auto days) {
        for (const auto& day : days) cells[{product.value, day.day}] = {day.units, day.amount};
      }));
      CHECK(cells == by_hand.known_at(moment));
    }
    CHECK(deltas.recount(kGermany).value().wrong == 0);
  }
}

TEST_CASE("joining ledgers is associative and the same as netting all their entries") {
  Random random(1, 1);
  for (int i = 0; i < 2000; ++i) {
    const auto a = random_entries(random);
    const auto b = random_entries(random);
    const auto c = random_entries(random);
    std::vector<LedgerEntry> all = a;
    all.insert(all.end(), b.begin(), b.end());
    all.insert(all.end(), c.begin(), c.end());
    deltas::net(all);
    using deltas::encode;
    using deltas::join_ledgers;
    const auto left_first = join_ledgers(join_ledgers(encode(a), encode(b)), encode(c));
    CHECK(left_first == join_ledgers(encode(a), join_ledgers(encode(b), encode(c))));
    CHECK(left_first == encode(all));
  }
}
