// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/simulator.hpp"

#include "sources/simulator/assortment.hpp"
#include "sources/simulator/customers.hpp"
#include "sources/simulator/demand.hpp"
#include "sources/simulator/faults.hpp"
#include "sources/simulator/master_files.hpp"
#include "sources/simulator/order_desk.hpp"
#include "sources/simulator/output_folder.hpp"
#include "sources/simulator/price_plan.hpp"
#include "sources/simulator/trade.hpp"
#include "sources/simulator/transaction_files.hpp"

#include <algorithm>
#include <vector>

namespace shelfcast::sources {
namespace simulator {
namespace {

/// What empty shelves turn away, on average; so that the lines sold come out as asked for.
constexpr double kSoldOfDemanded = 0.988;

class Simulation {
 public:
  Simulation(const SimulationOptions& options, TimeZone zone, const SimulationProgress& progress)
      : options_(options),
        zone_(std::move(zone)),
        progress_(progress),
        span_{options.end - (options.days - 1), options.days},
        assortment_(build_assortment(options, span_)),
        prices_(options.seed, assortment_, span_),
        told_prices_(prices_),
        customers_(options, span_),
        demand_(options.seed, assortment_, prices_, span_) {}

  Result<SimulationSummary> run() {
    scale_demand();
    if (auto planned = plan_faults(); !planned) return std::unexpected(planned.error());
    if (auto written = write_master_files(options_, assortment_, told_prices_, span_); !written)
      return std::unexpected(written.error());
    if (auto written = customers_.write(options_.out / "customers.csv"); !written)
      return std::unexpected(written.error());
    auto purchases = trade();
    if (!purchases) return std::unexpected(purchases.error());
    if (auto ordered = take_orders(*purchases); !ordered) return std::unexpected(ordered.error());
    summary_.categories = static_cast<int>(assortment_.categories.size());
    summary_.products = options_.products;
    summary_.sellers = options_.sellers;
    summary_.customers = customers_.count();
    return summary_;
  }

 private:
  void tell(std::string_view step, std::size_t done, std::size_t of) const {
    if (progress_) progress_(step, static_cast<double>(done) / static_cast<double>(of));
  }

  template <class Visit>
  void for_each_product(std::string_view step, Visit visit) {
    std::vector<double> units(static_cast<std::size_t>(span_.days()));
    const auto count = assortment_.products.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (i % 64 == 0) tell(step, i, count);
      const Habits habits = habits_of(options_.seed, assortment_.products[i]);
      demand_.row(i, habits, units);
      faults_.shape(i, units);
      visit(assortment_.products[i], habits, std::span<const double>(units));
    }
    tell(step, count, count);
  }

  void scale_demand() {
    double lines = 0;
    for_each_product("demand", [&](const ProductRow&, const Habits& habits, std::span<const double> units) {
      double sum = 0;
      for (const double mean : units.first(static_cast<std::size_t>(span_.history))) sum += mean;
      lines += sum / habits.mean_quantity();
    });
    demand_.set_scale(static_cast<double>(options_.lines) / (lines * kSoldOfDemanded));
  }

  Result<void> plan_faults() {
    if (!options_.faults) return {};
    std::vector<UsualWeek> weeks;
    for_each_product("faults", [&](const ProductRow&, const Habits& habits, std::span<const double> units) {
      constexpr std::size_t kWeek = 7;
      weeks.push_back(usual_week(habits, units.subspan(static_cast<std::size_t>(span_.history) - kWeek, kWeek)));
    });
    faults_ = Faults::plan(options_, assortment_, span_, weeks);
    faults_.mistake(told_prices_);
    return faults_.write(options_.out / "truth" / "faults.csv");
  }

  Result<std::vector<std::vector<Purchase>>> trade() {
    auto trade = Trade::open(options_, assortment_, span_, faults_);
    if (!trade) return std::unexpected(trade.error());
    for_each_product("trade", [&](const ProductRow& product, const Habits& habits, std::span<const double> units) {
      trade->run(product, habits, units);
    });
    if (auto closed = trade->close(); !closed) return std::unexpected(closed.error());
    return trade->take_purchases();
  }

  Result<void> take_orders(std::vector<std::vector<Purchase>>& purchases) {
    const Shop shop{options_, assortment_, told_prices_, customers_, span_, zone_, faults_};
    TransactionFiles files(options_.out, options_.marketplace);
    OrderDesk desk(shop, files, summary_);
    for (int day = 0; day < span_.history; ++day) {
      tell("orders", static_cast<std::size_t>(day), purchases.size());
      if (auto started = files.start_day(span_.day(day)); !started) return started;
      auto& today = purchases[static_cast<std::size_t>(day)];
      desk.run_day(day, today);
      std::vector<Purchase>().swap(today);
    }
    tell("orders", 1, 1);
    return files.close();
  }

  const SimulationOptions& options_;
  TimeZone zone_;
  const SimulationProgress& progress_;
  Span span_;
  Assortment assortment_;
  PricePlan prices_;
  PricePlan told_prices_;  ///< with their mistakes
  Customers customers_;
  DemandModel demand_;
  Faults faults_;
  SimulationSummary summary_;
};

}  // namespace
}  // namespace simulator

Result<SimulationSummary> simulate(const SimulationOptions& options, const SimulationProgress& progress) {
  if (auto checked = simulator::check(options); !checked) return std::unexpected(checked.error());
  auto zone = TimeZone::find(simulator::kTimeZoneName);
  if (!zone) return std::unexpected(zone.error());
  if (auto prepared = simulator::prepare_folder(options); !prepared) return std::unexpected(prepared.error());
  return simulator::Simulation(options, std::move(*zone), progress).run();
}

}  // namespace shelfcast::sources
