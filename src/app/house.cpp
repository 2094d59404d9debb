// SPDX-License-Identifier: Apache-2.0
#include "app/house.hpp"

#include "app/holiday_rules.hpp"
#include "app/order_log.hpp"
#include "app/workshop.hpp"
#include "shelfcast/eventlog/rocks_log.hpp"
#include "shelfcast/features/data_cut.hpp"
#include "shelfcast/features/panel.hpp"
#include "shelfcast/sources/change_stream.hpp"
#include "shelfcast/sources/postgres.hpp"

#include <filesystem>
#include <thread>

namespace shelfcast::app {
namespace {

constexpr int kAllOfHistory = 7300;  // days

std::vector<const storage::Family*> every_family() {
  std::vector<const storage::Family*> all;
  for (const auto& room :
       {eventlog::families(), sources::postgres_families(), sources::change_stream_families(), orders::families(),
        deltas::families(), features::Rows::families(), features::Spreads::families(), ingest::families()}) {
    all.insert(all.end(), room.begin(), room.end());
  }
  return all;
}

/// Takes what a Result holds, or keeps its error as the first that happened.
template <class T>
bool take(Result<std::unique_ptr<T>> from, std::unique_ptr<T>& into, std::optional<Error>& problem) {
  if (from) {
    into = std::move(*from);
  } else {
    problem = from.error();
  }
  return !problem;
}

}  // namespace

Result<std::unique_ptr<House>> House::open(const Config& config, const Clock& clock, bool pinned) {
  const std::filesystem::path folder = config.text("data");
  std::error_code made;
  std::filesystem::create_directories(folder, made);
  if (made) return fail(Code::unavailable, folder.string(), "cannot be created: " + made.message());

  auto holidays = holiday_rules(config);
  if (!holidays) return std::unexpected(holidays.error());

  std::unique_ptr<House> house(new House(config, clock, pinned));
  house->runtime = std::make_unique<runtime::Runtime>(
      runtime::Runtime::Options{.serving = static_cast<std::size_t>(config.integer("server.threads")),
                                .answering = static_cast<std::size_t>(config.integer("server.slow_threads")),
                                .workers = static_cast<std::size_t>(config.integer("refresh.workers"))});
  std::optional<Error> problem;
  const auto families = every_family();
  const auto unwritten = static_cast<std::size_t>(config.integer("store.unwritten_megabytes")) << 20U;
  const bool opened = take(storage::Store::open(folder / "store", families, unwritten), house->store, problem) &&
                      take(storage::Database::open(folder / "catalogue.db"), house->database, problem) &&
                      take(predictions::Tables::open(folder / "tables"), house->tables, problem);
  if (!opened) return std::unexpected(*problem);

  house->log = eventlog::open_rocks_log(*house->store, clock, topic_rules(config));
  if (!take(open_kafka(config, *house->store), house->kafka, problem)) return std::unexpected(*problem);
  if (house->kafka) {
    if (auto left = leave_to_relay(*house->log); !left) return std::unexpected(left.error());
  }
  house->catalogue = std::make_unique<catalogue::Catalogue>(*house->database, std::move(*holidays));
  house->orders = std::make_unique<orders::Desk>(
      orders::Desk::Rooms{.store = *house->store, .log = *house->log, .catalogue = *house->catalogue, .clock = clock},
      orders::Desk::Options{.waiting = static_cast<std::size_t>(config.integer("orders.waiting"))});
  house->deltas = std::make_unique<deltas::Deltas>(*house->store);
  house->rows = std::make_unique<features::Rows>(*house->store);
  house->spreads = std::make_unique<features::Spreads>(*house->store);
  house->dead_letters = std::make_unique<ingest::DeadLetters>(*house->store);
  house->loads = std::make_unique<ingest::LoadBook>(*house->database);
  house->ingest =
      std::make_unique<ingest::Ingest>(ingest::Rooms{.store = *house->store,
                                                     .log = *house->log,
                                                     .catalogue = *house->catalogue,
                                                     .deltas = *house->deltas,
                                                     .dead_letters = *house->dead_letters,
                                                     .loads = *house->loads,
                                                     .clock = clock,
                                                     .runtime = *house->runtime,
                                                     .wait = [](auto pause) { std::this_thread::sleep_for(pause); }});
  house->warehouses = std::make_unique<ingest::Warehouses>(*house->database);
  house->registry = std::make_unique<registry::Registry>(*house->database);
  house->ledger = std::make_unique<experiments::Ledger>(*house->database);
  house->coverage = std::make_unique<predictions::CoverageLedger>(*house->database);
  house->model_book = std::make_unique<predictions::ModelBook>(*house->database);
  house->reports = std::make_unique<refresh::Reports>(*house->database);
  if (!take(monitor::Inbox::open(*house->database), house->alerts, problem)) return std::unexpected(*problem);
  house->alert_preferences = std::make_unique<monitor::Preferences>(*house->database);
  house->outbox = std::make_unique<monitor::Outbox>(*house->database);
  return house;
}

refresh::Rooms House::rooms() const {
  return {.ingest = *ingest,
          .deltas = *deltas,
          .rows = *rows,
          .spreads = *spreads,
          .catalogue = *catalogue,
          .registry = *registry,
          .ledger = *ledger,
          .tables = *tables,
          .coverage = *coverage,
          .reports = *reports,
          .runtime = *runtime};
}

Result<domain::Panel> House::panel_as_of(const domain::Marketplace& marketplace, std::optional<Day> day) const {
  const auto moment = day ? features::known_in_full(marketplace, *day) : features::end_of_data(marketplace, *deltas);
  if (!moment) return std::unexpected(moment.error());
  return features::panel_as_known_at(*deltas, *catalogue, marketplace, *moment,
                                     {.history_days = settings().history_days, .runtime = runtime.get()});
}

refresh::Settings House::settings() const {
  const auto& training = config.text("refresh.training");
  return {.history_days = training == "full" ? kAllOfHistory : static_cast<int>(config.integer("refresh.history_days")),
          .keep_days = static_cast<int>(config.integer("predictions.keep_days")),
          .seed = static_cast<std::uint64_t>(config.integer("refresh.seed")),
          .seconds_of_model = static_cast<double>(config.integer("refresh.model_seconds")),
          .search = training == "full",
          .incremental = training == "incremental",
          .config_digest = config.digest(),
          .workshop = workshop()};
}

}  // namespace shelfcast::app
