// SPDX-License-Identifier: Apache-2.0
#include "app/house.hpp"
#include "app/verbs/verb.hpp"

#include <fmt/format.h>

namespace shelfcast::app {
namespace {

Exit doctor(const CommonFlags& common) {
  const auto config = common.load();
  if (!config) return report(config.error());
  const SystemClock clock;
  const auto house = House::open(*config, clock, false);
  if (!house) return report(house.error());
  const auto marketplaces = (*house)->catalogue->marketplaces();
  if (!marketplaces) return report(marketplaces.error());
  std::uint64_t wrong = 0;
  for (const auto& marketplace : *marketplaces) {
    const auto differences = (*house)->deltas->differences_from_recount(marketplace.id);
    if (!differences) return report(differences.error());
    const auto letters = (*house)->dead_letters->count(marketplace.id);
    if (!letters) return report(letters.error());
    fmt::print("{}: {} daily totals differ from a recount of the facts; {} rejected rows kept\n", marketplace.key,
               *differences, *letters);
    wrong += *differences;
  }
  return wrong == 0 ? Exit::ok : Exit::failure;
}

}  // namespace

Run declare_doctor(CLI::App& /*command*/, const CommonFlags& common) {
  return [&common] { return doctor(common); };
}

}  // namespace shelfcast::app
