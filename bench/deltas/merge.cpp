// SPDX-License-Identifier: Apache-2.0
// Merges a two-year history of a marketplace line by line, reads it back as series, and merges 1 % of news on top.
//   bench_deltas_merge FOLDER [LINES]
#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/random.hpp"
#include "shelfcast/deltas/deltas.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>

using namespace shelfcast;
using domain::Sale;

namespace {

constexpr MarketplaceId kMarketplace{1};
constexpr std::uint32_t kProducts = 5000;
constexpr int kDays = 730;
constexpr std::size_t kBatch = 500'000;
constexpr Instant kNow{std::int64_t{1} << 40};
const Day kFirst = day_of({2023, 11, 1});

/// Line `n` of `lines`: days ascend, orders have two lines or so, a few products sell most.
Sale line(std::uint64_t n, std::uint64_t lines, std::deque<std::string>& texts) {
  Random random(7, n);
  const double popularity = random.uniform();
  Sale sale;
  sale.order = texts.emplace_back(fmt::format("{:09}", n * 47 / 100));
  sale.line = texts.emplace_back(fmt::format("{:010}", n));
  sale.product = ProductId{static_cast<std::uint32_t>(popularity * popularity * kProducts)};
  sale.day = kFirst + static_cast<int>(n * kDays / lines);
  sale.second = static_cast<std::int32_t>(random.below(kDaySeconds));
  sale.learnt = {(sale.day.number + 1) * kDaySeconds + static_cast<std::int64_t>(random.below(6 * kHour))};
  sale.units = static_cast<Micro>(1 + random.below(3)) * kMicro;
  sale.amount = sale.units / kMicro * 1999;
  return sale;
}

double resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word == "VmHWM:" && status >> word) return std::strtod(word.c_str(), nullptr) / 1024;
  }
  return 0;
}

[[noreturn]] void give_up(const Error& error) {
  fmt::print(stderr, "{}\n", error.text());
  std::exit(1);
}

/// Merges and commits one batch; returns the seconds it took.
double merge_batch(storage::Store& store, std::span<const Sale> sales) {
  const double begin = stopwatch_seconds();
  storage::Batch batch;
  if (auto merged = deltas::Deltas(store).merge(kMarketplace, sales, batch); !merged) give_up(merged.error());
  if (auto done = store.commit(batch, "bench"); !done) give_up(done.error());
  return stopwatch_seconds() - begin;
}

struct Sum {
  Micro units = 0;
  Minor amount = 0;
  std::uint64_t days = 0;
};

Sum read_series(storage::Store& store) {
  Sum sum;
  const auto add = [&](ProductId, std::span<const domain::DailySales> days) {
    for (const auto& day : days) sum.units += day.units, sum.amount += day.amount;
    sum.days += days.size();
  };
  const auto read = deltas::Deltas(store).series(kMarketplace, {kFirst, kFirst + kDays, kNow}, add);
  if (!read) give_up(read.error());
  return sum;
}

void report_series(storage::Store& store, const Sum& expected) {
  const double begin = stopwatch_seconds();
  const auto sum = read_series(store);
  const double took = stopwatch_seconds() - begin;
  if (sum.units != expected.units || sum.amount != expected.amount) {
    fmt::print(stderr, "the series do not add up to what was merged\n");
    std::exit(1);
  }
  fmt::print("series        {:8.3f} s  {} days with sales\n", took, sum.days);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "bench_deltas_merge FOLDER [LINES]\n");
    return 2;
  }
  const std::uint64_t lines = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 3'000'000;
  auto store = storage::Store::open(arguments[1], deltas::families());
  if (!store) give_up(store.error());
  Sum expected;
  double seconds = 0;
  double slowest = 0;
  std::vector<Sale> sales;
  std::deque<std::string> texts;
  for (std::uint64_t n = 0; n < lines; ++n) {
    sales.push_back(line(n, lines, texts));
    expected.units += sales.back().units;
    expected.amount += sales.back().amount;
    if (sales.size() < kBatch && n + 1 < lines) continue;
    const double took = merge_batch(**store, sales);
    seconds += took;
    slowest = std::max(slowest, took);
    sales.clear();
    texts.clear();
  }
  fmt::print("merge         {:8.3f} s  {} lines, slowest batch {:.3f} s\n", seconds, lines, slowest);
  report_series(**store, expected);
  for (std::uint64_t n = 0; n < lines; n += 100) sales.push_back(line(n, lines, texts));
  fmt::print("1 % again     {:8.3f} s  all of them duplicates\n", merge_batch(**store, sales));
  const double begin = stopwatch_seconds();
  const auto extent = deltas::Deltas(**store).extent(kMarketplace);
  if (!extent) give_up(extent.error());
  fmt::print("extent        {:8.3f} s\n", stopwatch_seconds() - begin);
  report_series(**store, expected);
  fmt::print("peak memory   {:8.0f} MB\n", resident_megabytes());
  return 0;
}
