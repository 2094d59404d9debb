// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/control/letter_json.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  control::LetterChoice choice;
  std::size_t limit = 50;
  bool json = false;
  CLI::App* list = nullptr;
  CLI::App* replay = nullptr;
};

void print_letter(const control::KeptLetter& kept, bool json) {
  if (json) {
    fmt::print("{}\n", control::to_json(kept).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    return;
  }
  const auto& letter = kept.letter;
  fmt::print("{}\n  {} {}: {} ({})\n", kept.key, letter.source, letter.position, letter.reason, letter.code);
  if (!letter.row.empty()) fmt::print("  {}\n", letter.row);
  if (!letter.waits_for.empty()) fmt::print("  waits for product '{}'\n", letter.waits_for);
}

Exit list(Access& access, const Flags& flags) {
  const auto found = access.dead_letters().list({.marketplace = flags.choice.marketplace,
                                                 .after = flags.choice.keys.empty() ? "" : flags.choice.keys.front(),
                                                 .code = flags.choice.code,
                                                 .at_most = flags.limit});
  if (!found) return report(found.error());
  for (const auto& kept : *found) print_letter(kept, flags.json);
  if (found->empty() && !flags.json) fmt::print("{}: no rejected rows\n", flags.choice.marketplace);
  if (found->size() == flags.limit) fmt::print(stderr, "more: the same with '{}' as the key\n", found->back().key);
  return Exit::ok;
}

Exit move(Access& access, const Flags& flags, const Config& config) {
  const auto& choice = flags.choice;
  if (choice.keys.empty() && choice.code.empty() && !choice.all) {
    return report({Code::invalid, "", "say which rows: their keys, --code CODE, or --all"});
  }
  const bool again = flags.replay->parsed();
  const auto moved = again ? access.dead_letters().replay(choice) : access.dead_letters().drop(choice);
  if (!moved) return report(moved.error());
  fmt::print("{}: {} rows {}\n", choice.marketplace, *moved, again ? "queued again" : "dropped");
  if (again && *moved > 0) fmt::print("next: shelfcast refresh --data {}\n", config.text("data"));
  return Exit::ok;
}

}  // namespace

Run declare_dead_letters(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.require_subcommand(1);
  const auto add = [&](const char* name, const char* sentence) {
    CLI::App* action = command.add_subcommand(name, sentence);
    action->add_option("--marketplace", flags->choice.marketplace, "The marketplace's id")->required();
    action->add_option("--code", flags->choice.code, "Only those rejected for this reason");
    action->fallthrough();
    return action;
  };
  flags->list = add("list", "Show rejected rows, each with its place, its reason and itself");
  flags->list->add_option("key", flags->choice.keys, "Those after this key")->expected(0, 1);
  flags->list->add_option("--limit", flags->limit, "At most so many")->check(CLI::Range(1, 100'000));
  flags->list->add_flag("--json", flags->json, "One JSON object a line");
  flags->replay = add("replay", "Queue rows again: the next refresh counts them, or rejects them once more");
  CLI::App* drop = add("drop", "Forget rows");
  for (CLI::App* action : {flags->replay, drop}) {
    action->add_option("key", flags->choice.keys, "The rows' keys");
    action->add_flag("--all", flags->choice.all, "All of the marketplace");
  }
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config& config) {
      return flags->list->parsed() ? list(access, *flags) : move(access, *flags, config);
    });
  };
}

}  // namespace shelfcast::app
