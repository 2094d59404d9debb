// SPDX-License-Identifier: Apache-2.0
// Writes order lines as one CSV on standard output: two years of 100,000 products of 1,000 sellers in 100 categories.
//   bench_import_generate LINES
#include "shelfcast/base/random.hpp"
#include "shelfcast/base/time.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>

using namespace shelfcast;

namespace {

constexpr std::uint64_t kProducts = 100'000;
constexpr std::uint64_t kSellers = 1'000;
constexpr std::uint64_t kCategories = 100;
constexpr int kDays = 730;
constexpr std::size_t kBlock = 1U << 20U;
const Day kFirst = day_of({2023, 11, 1});

void write_line(std::string& out, std::uint64_t n, std::uint64_t lines) {
  Random random(11, n);
  // A few products sell most; every product sells.
  const double popularity = std::pow(random.uniform(), 3);
  const auto product = static_cast<std::uint64_t>(popularity * kProducts);
  const Instant at{kFirst.number * kDaySeconds + static_cast<std::int64_t>(n * kDays * kDaySeconds / lines)};
  const auto price = 199 + mix(product, 1) % 10'000;
  fmt::format_to(std::back_inserter(out), "{:010},{},{},P{:06},C{:03},S{:04},{},{}.{:02}\n", 1'000'000'000 + n * 2 / 5,
                 n, format_instant(at), product, product % kCategories, product % kSellers, 1 + random.below(3),
                 price / 100, price % 100);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "bench_import_generate LINES\n");
    return 2;
  }
  const std::uint64_t lines = std::strtoull(arguments[1], nullptr, 10);
  std::string block = "order_id,line_id,order_time,product_id,category_id,seller_id,quantity,unit_price\n";
  for (std::uint64_t n = 0; n < lines; ++n) {
    write_line(block, n, lines);
    if (block.size() < kBlock && n + 1 < lines) continue;
    if (std::fwrite(block.data(), 1, block.size(), stdout) != block.size()) return 1;
    block.clear();
  }
  return 0;
}
