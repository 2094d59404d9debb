// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/control/alert_letters.hpp"
#include "shelfcast/control/alerts.hpp"
#include "shelfcast/control/coverages.hpp"
#include "shelfcast/control/cycles.hpp"
#include "shelfcast/control/dead_letters.hpp"
#include "shelfcast/control/feedbacks.hpp"
#include "shelfcast/control/jobs.hpp"
#include "shelfcast/control/models.hpp"
#include "shelfcast/control/quarantine.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/features/rows.hpp"
#include "shelfcast/http/admission.hpp"
#include "shelfcast/http/router.hpp"
#include "shelfcast/http/shared_level.hpp"
#include "shelfcast/orders/desk.hpp"
#include "shelfcast/predictions/model_book.hpp"
#include "shelfcast/predictions/name_index.hpp"
#include "shelfcast/predictions/tables.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::control {
class Tags;
}

namespace shelfcast::identity {
class AuditLog;
class Credentials;
class Doorkeeper;
class Login;
class RateLimits;
class TokenDesk;
}  // namespace shelfcast::identity

namespace shelfcast::api {

/// Of so many tables a product's page tells ranks, where nobody asks for more or fewer.
inline constexpr std::size_t kTablesLookedBackAt = 7;

struct Options {
  std::string admin_token =
      {};  ///< empty: administrative calls are for this machine only, and only where `loopback_only`
  bool loopback_only = false;  ///< the server listens on loopback alone
  std::size_t cached_answers = 10'000;
  std::size_t warmed_answers = 100;  ///< how many of the most asked ones are made again when a table is published
  std::size_t bulk_body_bytes = std::size_t{64} * 1024 * 1024;  ///< the largest body of orders in bulk
  std::size_t graphql_depth = 15;                               ///< of fields within each other
  std::uint64_t graphql_cost = 100'000;                         ///< of what one request asks for
  bool tells_confidence = true;                                 ///< else confidenceScore is null everywhere
  std::string version = "0";                                    ///< of this server, for its documentation
  bool pinned_now = false;  ///< `now` is the day after each marketplace's data cut: for historic data
  /// When the next refresh is due: answers may be kept until then. Empty: they are asked for again each time.
  std::function<Instant()> next_refresh_due = {};
  /// Whether a marketplace is served here, with a table or not yet. Empty: one without a table is unknown as soon as
  /// another one has a table.
  std::function<bool(std::string_view)> serves_marketplace = {};
  /// Whether the process is on its way out. Empty: never.
  std::function<bool()> draining = {};
};

/// Has what was asked of the table that serves made of the next one before that serves; of the first one after a start,
/// what is always wanted.
///
/// Calls: add* (by `routes`), then warm* from any thread, then `stop`, before anything that the routes answer from
/// goes: it waits for the one that runs, and further ones do nothing.
class Warming {
 public:
  using Work = predictions::Tables::Preparing;
  void add(Work work);
  void warm(const predictions::TablePtr& table);
  void stop();

 private:
  std::mutex working_;  // guards what follows
  std::vector<Work> works_;
};

/// Who may ask, and what is told of that. Null: without a doorkeeper, `Options` say who administrates and everybody
/// reads; without limits nobody asks too often; without the others there are none of their endpoints.
struct Identity {
  const identity::Doorkeeper* doorkeeper = nullptr;
  identity::RateLimits* limits = nullptr;
  identity::AuditLog* audit = nullptr;
  identity::Credentials* credentials = nullptr;
  identity::TokenDesk* tokens = nullptr;
  identity::Login* login = nullptr;
};

class Events;
class Standings;

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
  const control::Coverages* coverages = nullptr;   ///< null: nothing is said of how certainty held
  control::Models* registry = nullptr;             ///< null: nothing is said of which version serves
  control::Feedbacks* feedbacks = nullptr;         ///< null: nobody is asked what they think
  control::Tags* tags = nullptr;                   ///< null: nobody tags products
  control::Alerts* alerts = nullptr;               ///< null: nobody watches here
  control::AlertLetters* alert_letters = nullptr;  ///< null: nothing is said of what reached nobody
  predictions::NameIndexes* names = nullptr;       ///< null: nothing is searched for
  const features::Rows* rows = nullptr;            ///< null: nothing is said of what models saw of a product
  http::SharedLevel* shared_answers = nullptr;     ///< null: no other process helps to make answers
  Events* events = nullptr;                        ///< null: nobody is told what happens
  Warming* warming = nullptr;                      ///< null: nothing is made before it is asked for
  Identity identity = {};
  std::shared_ptr<Standings> standings = {};  ///< made by `routes`
};

/// The public endpoints: predictions, marketplaces, cycles, orders, health and metrics, and those `beside` them, all
/// behind one guard. Their handlers are for any thread. A route that does not say what it needs is a bug: throws.
std::vector<http::Route> routes(Services services, std::vector<http::Route> beside = {});

/// Gives what was prepared by these routes to whoever their guard would let ask for it, and counts that as the guard
/// does. What cannot be told at once, and what would be refused, is left to the guard. There is a doorkeeper.
http::Admission give_prepared(const Identity& identity);

}  // namespace shelfcast::api
