// SPDX-License-Identifier: Apache-2.0
// Reads a whole warehouse in PostgreSQL, counts what is told, then reads it again when nothing is new.
//   bench_sources_postgres CONNECTION MARKETPLACE FOLDER
#include "shelfcast/sources/postgres.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/storage/store.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <string>

using namespace shelfcast;

namespace {

/// Adds up what it is told.
class Sum final : public sources::Sink {
 public:
  Result<void> marketplace(const domain::Marketplace&) override { return {}; }
  Result<void> catalogue(std::string_view, sources::CatalogueRows) override { return {}; }
  Result<void> line(const sources::RawLine& line) override {
    ++lines;
    units += line.quantity;
    return {};
  }
  Result<void> reject(domain::DeadLetter) override {
    ++rejects;
    return {};
  }
  void progress(double) override {}

  std::uint64_t lines = 0;
  std::uint64_t rejects = 0;
  Micro units = 0;
};

double resident_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word == "VmHWM:" && status >> word) return std::strtod(word.c_str(), nullptr) / 1024;
  }
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    fmt::print(stderr, "bench_sources_postgres CONNECTION MARKETPLACE FOLDER\n");
    return 2;
  }
  const auto families = sources::postgres_families();
  const auto store = storage::Store::open(arguments[3], families);
  if (!store) return 1;
  sources::PostgresOptions options;
  options.warehouse = arguments[1];
  const auto source = sources::open_postgres_warehouse(options, arguments[2], **store);
  std::string position;
  for (const char* name : {"all", "nothing new"}) {
    Sum sum;
    const double begin = stopwatch_seconds();
    const auto extraction = source->extract(position, sum);
    const double took = stopwatch_seconds() - begin;
    if (!extraction) {
      fmt::print(stderr, "{}\n", extraction.error().text());
      return 1;
    }
    position = extraction->position;
    fmt::print("{:12} {:8.3f} s  {} lines, {:.0f} a second, {} units, {} rejected\n", name, took, sum.lines,
               static_cast<double>(sum.lines) / took, format_micro(sum.units), sum.rejects);
  }
  fmt::print("peak memory  {:8.0f} MB, position of {} bytes\n", resident_megabytes(), position.size());
  return 0;
}
