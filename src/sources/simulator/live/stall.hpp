// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/money.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace shelfcast::sources::simulator {

/// What a warehouse offers: who sells which products for how much.
struct Stall {
  struct Product {
    std::string key;
    Minor price = 0;
  };
  struct Seller {
    std::string key;
    std::vector<Product> products;
  };
  std::string currency;
  std::vector<Seller> sellers;  ///< each with a product at least
};
Result<Stall> read_stall(const std::filesystem::path& warehouse, const std::string& marketplace);

/// An order before it is sent.
struct LiveOrder {
  std::string id;
  std::string body;  ///< as POST /v1/orders takes it
  std::uint64_t lines = 0;
  Micro units = 0;
  Minor amount = 0;
};

/// The n-th order of a seed: always the same lines. A few sellers and products sell much, most little.
LiveOrder make_order(const Stall& stall, std::uint64_t seed, std::uint64_t n);
/// Gives it an id and the time at which it is placed.
void finish(LiveOrder& order, std::string id, Instant at);

}  // namespace shelfcast::sources::simulator
