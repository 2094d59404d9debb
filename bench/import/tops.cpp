// SPDX-License-Identifier: Apache-2.0
// The ten best products of every category for every week, month and year of what was imported, as CSV on standard
// output; how long each took, on standard error.
//   bench_import_tops DATA MARKETPLACE
#include "shelfcast/base/calendar.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/deltas/deltas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <vector>

using namespace shelfcast;

namespace {

constexpr std::size_t kBest = 10;

template <class T>
T got(Result<T> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().text());
  std::exit(1);
}

struct Best {
  std::uint32_t product;
  Minor amount;
};

/// Appends the rows of one period; `category_of` by product id, `lists` one for each category.
void rank(std::string& out, std::string_view head, const std::vector<deltas::ProductTotal>& totals,
          const std::vector<std::uint32_t>& category_of, std::vector<std::vector<Best>>& lists) {
  for (auto& list : lists) list.clear();
  for (const auto& total : totals) {
    lists[category_of[total.product.value - kOwnIds]].push_back({total.product.value, total.amount});
  }
  for (auto& list : lists) {
    const auto end = list.begin() + static_cast<std::ptrdiff_t>(std::min(kBest, list.size()));
    std::ranges::partial_sort(list, end, [](const Best& a, const Best& b) {
      return a.amount != b.amount ? a.amount > b.amount : a.product < b.product;
    });
    for (auto at = list.begin(); at != end; ++at) {
      fmt::format_to(std::back_inserter(out), "{},{},{}\n", head, at->product, at->amount);
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    fmt::print(stderr, "bench_import_tops DATA MARKETPLACE\n");
    return 2;
  }
  const std::filesystem::path data(arguments[1]);
  const auto store = got(storage::Store::open(data / "store", deltas::families()));
  const auto database = got(storage::Database::open(data / "catalogue.db"));
  const catalogue::Catalogue catalogue(*database);
  const deltas::Deltas deltas(*store);
  const auto marketplace = got(catalogue.marketplace(arguments[2]));
  const auto known = got(catalogue.as_known_at(marketplace.id, SystemClock().now()));
  std::vector<std::uint32_t> category_of(known.products.back().id.value - kOwnIds + 1);
  std::vector<std::vector<Best>> lists(known.categories.size());
  for (const auto& product : known.products) {
    const auto at = std::ranges::lower_bound(known.categories, product.category, {}, &domain::Category::id);
    category_of[product.id.value - kOwnIds] = static_cast<std::uint32_t>(at - known.categories.begin());
  }
  const auto extent = got(deltas.extent(marketplace.id));
  for (const Frame frame : {Frame::week, Frame::month, Frame::year}) {
    std::string out;
    const double begin = stopwatch_seconds();
    for (Day day = extent->first; day <= extent->last;) {
      const Period period = period_of(frame, day, marketplace.week_start);
      rank(out, fmt::format("{},{}", name_of(frame), format_day(period.first)),
           got(deltas.totals(marketplace.id, period)), category_of, lists);
      day = period.last + 1;
    }
    fmt::print(stderr, "{} {:.3f}\n", name_of(frame), stopwatch_seconds() - begin);
    std::fwrite(out.data(), 1, out.size(), stdout);
  }
  return 0;
}
