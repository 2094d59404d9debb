// SPDX-License-Identifier: Apache-2.0
#include "unit/sources/simulated_sales.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

namespace shelfcast::sources {
namespace {

namespace fs = std::filesystem;
using Row = std::vector<std::string_view>;

void split(std::string_view line, Row& row) {
  row.clear();
  for (std::size_t start = 0; start <= line.size();) {
    const std::size_t end = std::min(line.find(',', start), line.size());
    row.push_back(line.substr(start, end - start));
    start = end + 1;
  }
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

void read_rows(const fs::path& file, const std::function<void(const Row&)>& visit) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  for (Row row; std::getline(in, line);) {
    split(line, row);
    visit(row);
  }
}

struct Truth {
  Day first{};
  Day until{};
  std::unordered_map<std::uint32_t, std::vector<bool>> on_sale;
};

Truth read_truth(const fs::path& file) {
  Truth truth;
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  Row row;
  split(line, row);
  truth.first = parse_day(row.at(1)).value();
  truth.until = parse_day(row.back()).value();
  while (std::getline(in, line)) {
    split(line, row);
    auto& on_sale = truth.on_sale[number<std::uint32_t>(row.front()).value()];
    for (std::size_t i = 1; i < row.size(); ++i) on_sale.push_back(row[i] != "0");
  }
  return truth;
}

/// Units by product and day of one pair of files, added to `units`.
class PairReader {
 public:
  explicit PairReader(const Truth& truth) : truth_(truth) {}

  void read(const fs::path& orders, const fs::path& lines) {
    std::unordered_map<std::uint64_t, int> day_of_order;
    read_rows(orders, [&](const Row& row) {
      day_of_order.emplace(number<std::uint64_t>(row[0]).value(),
                           zone_.local_day(parse_instant(row[3]).value()) - truth_.first);
    });
    read_rows(lines, [&](const Row& row) { add(row, day_of_order); });
  }
  std::unordered_map<std::uint32_t, std::vector<double>> units;
  std::uint64_t lines_without_order = 0;

 private:
  void add(const Row& row, const std::unordered_map<std::uint64_t, int>& day_of_order) {
    const auto day = day_of_order.find(number<std::uint64_t>(row[1]).value());
    if (day == day_of_order.end()) {
      ++lines_without_order;
      return;
    }
    const auto product = number<std::uint32_t>(row[2]).value();
    const auto quantity = number<int>(row[3]);
    const bool is_valid =
        row.size() == 8 && quantity && row[4].front() != '-' && (row[6] == "sold" || row[6] == "returned");
    if (!is_valid || day->second > 10'000 || !truth_.on_sale.contains(product)) return;
    if (!seen_.insert(number<std::uint64_t>(row[0]).value()).second) return;
    auto& days = units[product];
    days.resize(std::max(days.size(), static_cast<std::size_t>(day->second) + 1));
    days[static_cast<std::size_t>(day->second)] += *quantity;
  }

  const Truth& truth_;
  TimeZone zone_ = TimeZone::find("Europe/Berlin").value();
  std::unordered_set<std::uint64_t> seen_;
};

void unpack(const fs::path& file, const std::function<void(const Row&)>& visit) {
  const auto command = "xzcat '" + file.string() + "'";
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
  char* line = nullptr;
  std::size_t capacity = 0;
  Row row;
  for (ssize_t length = 0; pipe && (length = ::getline(&line, &capacity, pipe.get())) > 0;) {
    split(std::string_view(line, static_cast<std::size_t>(length) - 1), row);
    visit(row);
  }
  std::free(line);
}

using Weeks = std::unordered_map<std::string, std::set<int>>;  // by item and store: those with a price

Weeks weeks_on_sale(const fs::path& m5, int first_week) {
  Weeks weeks;
  std::set<int>* current = nullptr;
  std::string name;
  unpack(m5 / "sell_prices.csv.xz", [&](const Row& row) {
    const auto week = number<int>(row[2]);
    if (!week || *week < first_week) return;
    if (!name.starts_with(row[1]) || !name.ends_with(row[0])) {
      name = std::string(row[1]) + "_" + std::string(row[0]);
      current = &weeks[name];
    }
    current->insert(current->end(), *week);
  });
  return weeks;
}

fs::path data_folder() {
  const char* named = std::getenv("SHELFCAST_DATA");
  return named != nullptr ? fs::path(named) : fs::path(SHELFCAST_SOURCE) / ".." / "shared" / "data";
}

}  // namespace

SimulatedSales read_simulated_sales(const fs::path& folder) {
  const Truth truth = read_truth(folder / "truth" / "demand.csv");
  PairReader reader(truth);
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  for (const auto& file : files) {
    const auto name = file.filename().string();
    if (name.starts_with("transactions-")) reader.read(file, folder / ("transaction_products-" + name.substr(13)));
  }
  std::size_t days = 0;
  for (const auto& [product, units] : reader.units) days = std::max(days, units.size());
  SimulatedSales sales;
  sales.first = truth.first;
  sales.last = truth.first + (static_cast<int>(days) - 1);
  sales.truth_until = truth.until;
  sales.lines_without_order = reader.lines_without_order;
  for (const auto& [product, on_sale] : truth.on_sale) {
    auto& all = reader.units[product];
    all.resize(days);
    auto& kept = sales.products[product];
    for (std::size_t i = 0; i < days; ++i) {
      if (on_sale[i]) kept.push_back(all[i]);
      if (!on_sale[i]) sales.units_off_sale += all[i];
    }
  }
  return sales;
}

Realism measure(const std::vector<DailyUnits>& products) {
  double days = 0;
  double empty = 0;
  std::vector<double> totals;
  std::vector<double> dispersions;
  for (const auto& units : products) {
    const double total = std::accumulate(units.begin(), units.end(), 0.0);
    const auto count = static_cast<double>(units.size());
    days += count;
    empty += static_cast<double>(std::ranges::count(units, 0.0));
    totals.push_back(total);
    if (total == 0 || count < 2) continue;
    double squares = 0;
    for (const double value : units) squares += (value - total / count) * (value - total / count);
    dispersions.push_back(squares / (count - 1) / (total / count));
  }
  std::ranges::sort(totals, std::greater{});
  const auto tenth = totals.begin() + static_cast<std::ptrdiff_t>(totals.size() / 10);
  const auto middle = dispersions.begin() + static_cast<std::ptrdiff_t>(dispersions.size() / 2);
  std::ranges::nth_element(dispersions, middle);
  return {empty / days,
          std::accumulate(totals.begin(), tenth, 0.0) / std::accumulate(totals.begin(), totals.end(), 0.0), *middle};
}

Realism measure(const SimulatedSales& sales) {
  std::vector<DailyUnits> products;
  for (const auto& [product, units] : sales.products) products.push_back(units);
  return measure(products);
}

std::optional<Realism> measure_m5() {
  const fs::path m5 = data_folder() / "m5";
  const fs::path daily = m5 / "sales_daily_d1495_d1913.csv.xz";
  if (!fs::exists(daily)) return std::nullopt;
  std::unordered_map<std::string, int> week_of;
  unpack(m5 / "calendar.csv.xz",
         [&](const Row& row) { week_of[std::string(row[6])] = number<int>(row[1]).value_or(0); });
  const Weeks on_sale = weeks_on_sale(m5, week_of["d_1495"]);
  std::vector<int> weeks;
  std::map<std::string, std::vector<DailyUnits>> stores;
  unpack(daily, [&](const Row& row) {
    if (row[0] == "id") {
      for (std::size_t i = 6; i < row.size(); ++i) weeks.push_back(week_of[std::string(row[i])]);
      return;
    }
    const auto found = on_sale.find(std::string(row[1]) + "_" + std::string(row[4]));
    auto& units = stores[std::string(row[4])].emplace_back();
    for (std::size_t i = 6; i < row.size() && found != on_sale.end(); ++i) {
      if (found->second.contains(weeks[i - 6])) units.push_back(number<int>(row[i]).value_or(0));
    }
  });
  Realism mean{};
  for (const auto& [store, products] : stores) {
    const auto one = measure(products);
    const auto count = static_cast<double>(stores.size());
    mean = {mean.zero_days + one.zero_days / count, mean.top_tenth + one.top_tenth / count,
            mean.dispersion + one.dispersion / count};
  }
  return mean;
}

}  // namespace shelfcast::sources
