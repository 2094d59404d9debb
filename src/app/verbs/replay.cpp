// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/progress_bar.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/control/replay_json.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace shelfcast::app {
namespace {

using domain::Replay;
using domain::Sameness;

struct Flags {
  std::string cycle;
  bool json = false;
};

std::string_view said(Sameness sameness, std::string_view same) {
  switch (sameness) {
    case Sameness::same:
      return same;
    case Sameness::different:
      return "DIFFERENT";
    case Sameness::not_kept:
      break;
  }
  return "no longer kept, so not compared";
}

void print_cells(const Replay& replay) {
  if (replay.table != Sameness::not_kept)
    fmt::print("            {} cells of {} products, {} of them different\n", replay.cells, replay.products,
               replay.other_cells);
  for (const auto& cell : replay.examples)
    fmt::print("              {} from {}: published {} units, replayed {}\n", cell.product, format_day(cell.from),
               format_micro(cell.published.units), format_micro(cell.replayed.units));
  if (replay.numbers == Sameness::same && replay.other_cells > 0 && replay.running_days > 0)
    fmt::print("            The model's numbers agree: more is known by now of the days that were running then.\n");
}

void print_workshop(const char* when, const domain::Workshop& workshop) {
  fmt::print("{:<12}shelfcast {}, CPU {}, time zones {}\n", when, workshop.build, workshop.cpu, workshop.time_zones);
}

void print(const Replay& replay) {
  const auto& receipt = replay.published;
  fmt::print("{}: data up to {}, known at {}, {}\n", receipt.cycle, format_day(receipt.data_cut),
             format_instant(receipt.known_at), receipt.configuration);
  fmt::print("model       {} {}\n", receipt.model_version,
             said(replay.model, replay.model_taken_up ? "taken up, as then" : "learnt again, the same bytes"));
  fmt::print("numbers     {} {}\n", receipt.numbers, said(replay.numbers, "the same, bit for bit"));
  fmt::print("table       {}\n", said(replay.table, "the same, cell by cell"));
  print_cells(replay);
  if (receipt.holidays != replay.replayed.holidays) fmt::print("holidays    other ones are known\n");
  print_workshop("made by", receipt.workshop);
  if (receipt.workshop != replay.replayed.workshop) print_workshop("replayed by", replay.replayed.workshop);
}

Exit replay(Access& access, const Flags& flags) {
  ProgressBar bar;
  const auto replay = access.cycles().replay(flags.cycle, [&](double done) { bar.show("replaying", done); });
  if (!replay) return report(replay.error());
  if (flags.json) {
    fmt::print("{}\n", control::to_json(*replay).dump());
  } else {
    print(*replay);
  }
  const bool same = replay->model != Sameness::different && replay->numbers == Sameness::same;
  return same ? Exit::ok : Exit::failure;
}

}  // namespace

Run declare_replay(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.add_option("cycle", flags->cycle, "The cycle's id, as DE-20251120-1; X-Cycle of an answer names it")
      ->required();
  command.add_flag("--json", flags->json, "One JSON object");
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return replay(access, *flags); });
  };
}

}  // namespace shelfcast::app
