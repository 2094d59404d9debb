// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/catalogue/catalogue.hpp"
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/domain/cycle.hpp"
#include "shelfcast/experiments/ledger.hpp"
#include "shelfcast/features/rows.hpp"
#include "shelfcast/features/spreads.hpp"
#include "shelfcast/ingest/ingest.hpp"
#include "shelfcast/predictions/coverage_ledger.hpp"
#include "shelfcast/predictions/tables.hpp"
#include "shelfcast/refresh/reports.hpp"
#include "shelfcast/registry/registry.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/sources/source.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::refresh {

/// The rooms that a cycle calls.
struct Rooms {
  ingest::Ingest& ingest;
  const deltas::Deltas& deltas;
  features::Rows& rows;
  features::Spreads& spreads;
  catalogue::Catalogue& catalogue;
  registry::Registry& registry;
  experiments::Ledger& ledger;
  predictions::Tables& tables;
  predictions::CoverageLedger& coverage;
  Reports& reports;
  runtime::Runtime& runtime;
};

struct Settings {
  int history_days = 1100;  ///< how far back models look
  int keep_days = 30;       ///< how long a table is kept that no period's record needs
  std::uint64_t seed = 1;
  double seconds_of_model = 600;           ///< that each may take of a training
  bool search = false;                     ///< whether models try their settings before they learn
  bool incremental = false;                ///< whether most cycles take over what the last whole training had learnt
  std::string based_on = {};               ///< of a training that is repeated: the version that was taken over
  std::vector<std::string> left_out = {};  ///< of a training that is repeated: models that took too long then
  std::string config_digest;
  domain::Workshop workshop;
};

/// What starts a cycle whose training must not be incremental.
inline constexpr std::string_view kLostAccuracy = "accuracy";

/// What is asked of one cycle. The same order carried out twice gives the same table.
struct Order {
  std::string marketplace;
  std::string id;  ///< "DE-20251120-1"
  std::string started_by;
  Instant started;
  /// The moment up to which facts are known; nullopt: the end of the data, for historic data sets.
  std::optional<Instant> known_at;
  sources::Source* source = nullptr;  ///< null: nothing new is read
  /// Only these are made anew (ascending), from what is counted already, by the model of the table that serves and up
  /// to its cut; they are published as a part of that table. Empty: everything is.
  std::vector<CategoryId> categories = {};
};

/// Told whenever a cycle's report changes: at every step, and within long ones.
using Announce = std::function<void(const domain::CycleReport&)>;

/// One refresh cycle: extract, queue, merge deltas, build features, train, register, decide which version
/// serves, rank, publish; of some categories:
/// take up the model, build features, rank, publish. Every step is
/// idempotent under the cycle's id; the first that fails ends it, and the last good table goes on serving. The report
/// is saved when a step begins and when the cycle ends; it is returned whether it ended well or not.
domain::CycleReport run_cycle(const Rooms& rooms, const Settings& settings, const Order& order, const Clock& clock,
                              const Announce& announce);

}  // namespace shelfcast::refresh
