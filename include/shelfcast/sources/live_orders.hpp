// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/money.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/http/client.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace shelfcast::sources {

struct LiveOptions {
  http::Endpoint server;
  std::filesystem::path warehouse;  ///< says which products there are, who sells them and for how much
  std::string marketplace = "DE";
  std::string token = {};  ///< the admin token, where the server has one
  std::uint64_t seed = 1;
  double rate = 10;          ///< orders a second
  std::uint64_t orders = 0;  ///< to send in all; 0: until the time is over, or it is stopped
  double seconds = 0;        ///< to send new ones; 0: no end
  std::size_t connections = 4;
};

/// What the server has acknowledged, and what became of the rest.
struct LiveReport {
  std::uint64_t orders = 0;
  std::uint64_t lines = 0;
  Micro units = 0;
  Minor amount = 0;
  std::uint64_t refused = 0;     ///< never will be taken
  std::uint64_t unanswered = 0;  ///< may have been taken, or not: the answer did not come in time
  std::uint64_t retries = 0;
  double seconds = 0;
  std::string currency;
  std::string first_order;    ///< the orders' ids are this, then the same with -1, -2 and so on at the end
  std::string first_refusal;  ///< why, in the server's words
};

/// A shop's customers: sends made-up orders to a running server over several connections at a steady rate.
///
/// Calls: open, run once; stop from any thread, to end early: what is under way is still waited for.
/// Each order has an id and an Idempotency-Key of its own, and is sent again, later and later, while the server is gone
/// or answers 503: an order that was acknowledged is there once, whatever happened in between.
class LiveOrders {
 public:
  using Progress = std::function<void(const LiveReport& so_far)>;

  /// `not_found`, `rejected`: the warehouse has no products to sell, or is none.
  static Result<std::unique_ptr<LiveOrders>> open(const LiveOptions& options, const Clock& clock);
  virtual ~LiveOrders() = default;

  /// Waits until the server is ready, then sends. `unavailable` where it does not become ready within a minute.
  virtual Result<LiveReport> run(const Progress& progress) = 0;
  virtual void stop() = 0;
};

}  // namespace shelfcast::sources
