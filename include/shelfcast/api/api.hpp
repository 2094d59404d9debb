// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/control/coverages.hpp"
#include "shelfcast/control/cycles.hpp"
#include "shelfcast/control/dead_letters.hpp"
#include "shelfcast/control/jobs.hpp"
#include "shelfcast/control/models.hpp"
#include "shelfcast/control/quarantine.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/features/rows.hpp"
#include "shelfcast/http/router.hpp"
#include "shelfcast/http/shared_level.hpp"
#include "shelfcast/orders/desk.hpp"
#include "shelfcast/predictions/model_book.hpp"
#include "shelfcast/predictions/tables.hpp"

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::api {

struct Options {
  std::string admin_token =
      {};  ///< empty: administrative calls are for this machine only, and only where `loopback_only`
  bool loopback_only = false;  ///< the server listens on loopback alone
  std::size_t cached_answers = 10'000;
  std::size_t warmed_answers = 100;  ///< how many of the most asked ones are made again when a table is published
  std::size_t bulk_body_bytes = std::size_t{64} * 1024 * 1024;  ///< the largest body of orders in bulk
  bool pinned_now = false;  ///< `now` is the day after each marketplace's data cut: for historic data
  /// When the next refresh is due: answers may be kept until then. Empty: they are asked for again each time.
  std::function<Instant()> next_refresh_due = {};
  /// Whether a marketplace is served here, with a table or not yet. Empty: one without a table is unknown as soon as
  /// another one has a table.
  std::function<bool(std::string_view)> serves_marketplace = {};
  /// Whether the process is on its way out. Empty: never.
  std::function<bool()> draining = {};
};

/// Has what is asked most made again as soon as a table serves, before anybody asks.
///
/// Calls: add* (by `routes`), then warm* from any thread, then `stop`, before anything that the routes answer from
/// goes: it waits for the one that runs, and further ones do nothing.
class Warming {
 public:
  using Work = std::function<void(std::string_view marketplace)>;
  void add(Work work);
  void warm(std::string_view marketplace);
  void stop();

 private:
  std::mutex working_;  // guards what follows
  std::vector<Work> works_;
};

/// What the endpoints answer from: what is referred to must outlive the routes.
struct Services {
  const predictions::Tables& tables;
  control::Cycles& cycles;
  const Clock& clock;
  Options options;
  orders::Desk* orders = nullptr;                   ///< null: no orders are taken here
  const catalogue::Catalogue* catalogue = nullptr;  ///< null, or no deltas: nothing is said of what was sold
  const deltas::Deltas* deltas = nullptr;
  control::DeadLetters* dead_letters = nullptr;  ///< null, or no quarantine: nothing is said of what was set aside
  control::Quarantine* quarantine = nullptr;
  control::Jobs* jobs = nullptr;  ///< null, or no models: nothing is said of what single models forecast
  const predictions::ModelBook* models = nullptr;
  const control::Coverages* coverages = nullptr;  ///< null: nothing is said of how certainty held
  control::Models* registry = nullptr;            ///< null: nothing is said of which version serves
  const features::Rows* rows = nullptr;           ///< null: nothing is said of what models saw of a product
  http::SharedLevel* shared_answers = nullptr;    ///< null: no other process helps to make answers
  Warming* warming = nullptr;                     ///< null: nothing is made before it is asked for
};

/// The public endpoints: predictions, marketplaces, cycles, orders, health and metrics. Their handlers are for any
/// thread.
std::vector<http::Route> routes(Services services);

}  // namespace shelfcast::api
