// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/cycle_watch.hpp"
#include "app/verbs/verb.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace shelfcast::app {
namespace {

struct Flags {
  std::string marketplace;
  std::vector<std::string> categories;
  bool at_data_cut = false;
};

Exit refresh(const Flags& flags, const CommonFlags& common) {
  const auto config = common.load();
  if (!config) return report(config.error());
  const SystemClock clock;
  const auto access = Access::to(*config, clock, flags.at_data_cut);
  if (!access) return report(access.error());
  std::vector<std::string> marketplaces{flags.marketplace};
  if (flags.marketplace.empty()) {
    const auto all = (*access)->marketplaces();
    if (!all) return report(all.error());
    if (all->empty()) {
      return report({Code::not_found, config->text("data"),
                     "holds no marketplace yet; begin with: shelfcast import --marketplace ID FOLDER"});
    }
    marketplaces = *all;
  }
  if (!flags.categories.empty() && marketplaces.size() > 1) {
    return report({Code::invalid, "--categories", "there are several marketplaces; add --marketplace"});
  }
  Exit worst = Exit::ok;
  for (const std::string& marketplace : marketplaces) {
    worst = std::max(worst, run_and_watch((*access)->cycles(), marketplace, flags.categories));
  }
  return worst;
}

}  // namespace

Run declare_refresh(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.add_option("--marketplace", flags->marketplace, "Only this one");
  command
      .add_option("--categories", flags->categories,
                  "Only these, by key or id, from what is counted already: A,B. Nothing is read or trained, and the\n"
                  "rest of the table stays")
      ->delimiter(',');
  command.add_option("--now", "data-cut: take the end of the data for now (historic data sets)")
      ->check(CLI::IsMember({"data-cut"}))
      ->each([flags](const std::string&) { flags->at_data_cut = true; });
  return [flags, &common] { return refresh(*flags, common); };
}

}  // namespace shelfcast::app
