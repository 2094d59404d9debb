// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/control/load_json.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  std::string marketplace;
  std::size_t limit = 20;
  bool json = false;
  std::int64_t load = 0;
  CLI::App* list = nullptr;
  CLI::App* accept = nullptr;
};

void print_load(const domain::Load& load, bool json) {
  const auto as_json = control::to_json(load);
  if (json) {
    fmt::print("{}\n", as_json.dump());
    return;
  }
  fmt::print("{:>5}  {}  {:<10} {}  {} lines, {} unreadable  {}\n", load.id, format_instant(load.read_at),
             as_json.at("state").get<std::string>(), load.marketplace, load.profile.lines, load.profile.unreadable,
             load.source);
  for (const auto& finding : load.findings) fmt::print("       {}\n", finding.sentence);
}

Exit list(Access& access, const Flags& flags) {
  const auto loads = access.quarantine().loads(flags.marketplace, flags.limit);
  if (!loads) return report(loads.error());
  for (const auto& load : *loads) print_load(load, flags.json);
  if (loads->empty() && !flags.json) fmt::print("nothing was loaded yet\n");
  return Exit::ok;
}

Exit decide(Access& access, const Flags& flags, const Config& config) {
  const bool lets_in = flags.accept->parsed();
  const auto decided = lets_in ? access.quarantine().accept(flags.load) : access.quarantine().reject(flags.load);
  if (!decided) return report(decided.error());
  fmt::print("load {} {}\nnext: shelfcast refresh --data {}\n", flags.load, lets_in ? "accepted" : "rejected",
             config.text("data"));
  return Exit::ok;
}

}  // namespace

Run declare_loads(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.require_subcommand(1);
  flags->list = command.add_subcommand("list", "Show what was loaded, and what is held because it looks broken");
  flags->list->add_option("--marketplace", flags->marketplace, "Only this one");
  flags->list->add_option("--limit", flags->limit, "At most so many")->check(CLI::Range(1, 100'000));
  flags->list->add_flag("--json", flags->json, "One JSON object a line");
  flags->accept = command.add_subcommand("accept", "Let a held load in");
  CLI::App* reject = command.add_subcommand("reject", "Throw a held load away; its source is read again");
  for (CLI::App* action : {flags->accept, reject}) action->add_option("load", flags->load, "Its number")->required();
  for (CLI::App* action : {flags->list, flags->accept, reject}) action->fallthrough();
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config& config) {
      return flags->list->parsed() ? list(access, *flags) : decide(access, *flags, config);
    });
  };
}

}  // namespace shelfcast::app
