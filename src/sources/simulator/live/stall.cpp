// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/live/stall.hpp"

#include "shelfcast/base/random.hpp"
#include "shelfcast/sources/files.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

namespace shelfcast::sources::simulator {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostLines = 6;
constexpr double kOneMore = 0.45;      // the chance of a further line
constexpr double kAnotherUnit = 0.25;  // the chance of a further unit
constexpr std::uint64_t kMostUnits = 12;

/// Keeps the products of a warehouse; the first line of a sale ends the reading.
class ProductSink final : public Sink {
 public:
  static constexpr std::string_view kEnough = "enough";

  Result<void> marketplace(const domain::Marketplace& marketplace) override {
    stall_.currency = marketplace.currency;
    return {};
  }
  Result<void> catalogue(std::string_view, CatalogueRows rows) override {
    if (const auto* products = std::get_if<std::vector<RawProduct>>(&rows)) {
      for (const auto& product : *products) sellers_[product.seller_key].push_back({product.key, product.price});
    }
    return {};
  }
  Result<void> line(const RawLine&) override { return fail(Code::conflict, std::string(kEnough), {}); }
  Result<void> reject(domain::DeadLetter) override { return {}; }
  void progress(double) override {}

  Stall take() {
    for (auto& [key, products] : sellers_) {
      if (!key.empty()) stall_.sellers.push_back({key, std::move(products)});
    }
    return std::move(stall_);
  }

 private:
  Stall stall_;
  std::map<std::string, std::vector<Stall::Product>> sellers_;
};

/// A place in a list of which the first are taken far more often than the last.
std::size_t popular(std::size_t count, Random& random) {
  const double place = static_cast<double>(count) * std::pow(random.uniform(), 3);
  return std::min(static_cast<std::size_t>(place), count - 1);
}

std::uint64_t draw_units(Random& random) {
  std::uint64_t units = 1;
  while (units < kMostUnits && random.uniform() < kAnotherUnit) ++units;
  return units;
}

}  // namespace

Result<Stall> read_stall(const std::filesystem::path& warehouse, const std::string& marketplace) {
  ProductSink sink;
  const auto read = open_file_warehouse(warehouse, marketplace)->extract({}, sink);
  if (!read && read.error().place != ProductSink::kEnough) return std::unexpected(read.error());
  Stall stall = sink.take();
  if (stall.sellers.empty()) {
    return fail(Code::not_found, warehouse.string(), fmt::format("nobody sells anything in {}", marketplace));
  }
  return stall;
}

LiveOrder make_order(const Stall& stall, std::uint64_t seed, std::uint64_t n) {
  Random random(seed, n);
  const auto& seller = stall.sellers[popular(stall.sellers.size(), random)];
  std::size_t wanted = 1;
  while (wanted < kMostLines && random.uniform() < kOneMore) ++wanted;
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < wanted; ++i) {
    const std::size_t product = popular(seller.products.size(), random);
    if (std::ranges::find(chosen, product) == chosen.end()) chosen.push_back(product);
  }
  LiveOrder order;
  order.body = fmt::format(R"("merchantId":{},"currency":"{}","items":[)", Json(seller.key).dump(), stall.currency);
  for (const std::size_t place : chosen) {
    const auto& product = seller.products[place];
    const auto units = static_cast<Micro>(draw_units(random)) * kMicro;
    fmt::format_to(std::back_inserter(order.body), R"({}{{"lineId":"{}","productId":{},"quantity":{},"unitPrice":{}}})",
                   order.lines == 0 ? "" : ",", order.lines + 1, Json(product.key).dump(), format_micro(units),
                   format_minor(product.price));
    ++order.lines;
    order.units += units;
    order.amount += price_of(units, product.price);
  }
  order.body += ']';
  return order;
}

void finish(LiveOrder& order, std::string id, Instant at) {
  order.id = std::move(id);
  order.body = fmt::format(R"({{"orderId":"{}","orderTime":"{}",{}}})", order.id, format_instant(at), order.body);
}

}  // namespace shelfcast::sources::simulator
