// SPDX-License-Identifier: Apache-2.0
#include "app/house.hpp"
#include "app/verbs/verb.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace shelfcast::app {
namespace {

Exit doctor(const CommonFlags& common, bool repair) {
  const auto config = common.load();
  if (!config) return report(config.error());
  const SystemClock clock;
  const auto house = House::open(*config, clock, false);
  if (!house) return report(house.error());
  if (const auto whole = (*house)->store->check(); !whole) return report(whole.error());
  if (const auto whole = (*house)->database->check(); !whole) return report(whole.error());
  const auto marketplaces = (*house)->catalogue->marketplaces();
  if (!marketplaces) return report(marketplaces.error());
  std::uint64_t wrong = 0;
  for (const auto& marketplace : *marketplaces) {
    const auto counted =
        repair ? (*house)->deltas->repair(marketplace.id, clock.now()) : (*house)->deltas->recount(marketplace.id);
    if (!counted) return report(counted.error());
    const auto letters = (*house)->dead_letters->count(marketplace.id);
    if (!letters) return report(letters.error());
    fmt::print("{}: {} of {} totals differ{} from a recount of the facts; {} rejected rows kept\n", marketplace.key,
               counted->wrong, counted->compared, repair ? "ed, and are corrected now," : "", *letters);
    wrong += counted->wrong;
  }
  if (wrong > 0 && !repair) fmt::print("next: shelfcast doctor --repair --data {}\n", config->text("data"));
  return wrong == 0 || repair ? Exit::ok : Exit::failure;
}

}  // namespace

Run declare_doctor(CLI::App& command, const CommonFlags& common) {
  auto repair = std::make_shared<bool>(false);
  command.add_flag("--repair", *repair, "Correct what differs");
  return [repair, &common] { return doctor(common, *repair); };
}

}  // namespace shelfcast::app
