// SPDX-License-Identifier: Apache-2.0
// Changes of order lines as Debezium writes them, understood one by one, with and without their schemas.
//   bench_sources_changes [EVENTS]
#include "shelfcast/base/clock.hpp"
#include "sources/changes/envelope.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace shelfcast;

namespace {

constexpr std::size_t kDifferent = 1'000;

std::string plain(std::size_t n) {
  return fmt::format(
      R"({{"before":null,"after":{{"trxn_product_id":{0},"trxn_id":{1},"product_id":{2},"quantity":"2.000","unit_price":"19.99","line_total":"39.98","status":"sold","updated_at":{3}}},"source":{{"version":"2.7.0.Final","connector":"postgresql","name":"shop","ts_ms":{4},"snapshot":"false","db":"shop","sequence":"[\"24023119\",\"24023128\"]","schema":"public","table":"transaction_products","txId":555,"lsn":{0},"xmin":null}},"op":"c","ts_ms":{4},"transaction":null}})",
      1'000'000 + n, 500'000 + n / 2, n % 100, 1'736'499'600'000'000 + static_cast<std::int64_t>(n),
      1'736'499'600'000 + static_cast<std::int64_t>(n));
}

std::string with_schema(std::size_t n) {
  const std::string fields =
      R"([{"type":"int64","optional":false,"field":"trxn_product_id"},{"type":"int64","optional":false,"field":"trxn_id"},{"type":"int64","optional":false,"field":"product_id"},{"type":"string","optional":true,"field":"quantity"},{"type":"string","optional":true,"field":"unit_price"},{"type":"string","optional":true,"field":"line_total"},{"type":"string","optional":true,"field":"status"},{"type":"int64","optional":true,"name":"io.debezium.time.MicroTimestamp","version":1,"field":"updated_at"}])";
  return fmt::format(
      R"({{"schema":{{"type":"struct","fields":[{{"type":"struct","fields":{0},"optional":true,"name":"shop.public.transaction_products.Value","field":"before"}},{{"type":"struct","fields":{0},"optional":true,"name":"shop.public.transaction_products.Value","field":"after"}},{{"type":"string","optional":false,"field":"op"}},{{"type":"int64","optional":true,"field":"ts_ms"}}],"optional":false,"name":"shop.public.transaction_products.Envelope"}},"payload":{1}}})",
      fields, plain(n));
}

void measure(const char* name, std::string (*make)(std::size_t), std::size_t events) {
  std::vector<std::string> payloads;
  for (std::size_t n = 0; n < kDifferent; ++n) payloads.push_back(make(n));
  for (std::size_t n = 0; n < kDifferent; ++n) {
    const auto change = sources::parse_envelope(payloads[n]);
    const bool right = change && *change && (*change)->cell("trxn_product_id") == std::to_string(1'000'000 + n) &&
                       (*change)->cell("updated_at") == "2025-01-10T09:00:00Z";
    if (!right) {
      fmt::print(stderr, "{}: event {} is not understood as it was written\n", name, n);
      std::exit(1);
    }
  }
  const double begin = stopwatch_seconds();
  std::size_t bytes = 0;
  for (std::size_t n = 0; n < events; ++n) {
    const auto& payload = payloads[n % kDifferent];
    bytes += payload.size();
    if (!sources::parse_envelope(payload)) std::exit(1);
  }
  const double took = stopwatch_seconds() - begin;
  fmt::print("{:14} {:9.0f} events/s  {:6.0f} MB/s  {} bytes each\n", name, static_cast<double>(events) / took,
             static_cast<double>(bytes) / took / 1e6, bytes / events);
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t events = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 300'000;
  measure("plain", plain, events);
  measure("with schema", with_schema, events / 4);
  return 0;
}
