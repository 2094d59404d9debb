// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/verb.hpp"
#include "shelfcast/base/nearest.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <exception>

namespace shelfcast::app {
namespace {

constexpr std::array kVerbs{
    Verb{"demo", "Make a marketplace with known truth, forecast it, say how good that was, and serve it.",
         "shelfcast demo --data data/demo", declare_demo},
    Verb{"import", "Read files of sales, of any layout that a mapping describes, and remember where they are.",
         "shelfcast import --data data/shop --marketplace CA_1 --mapping m5 m5/  (with --preview first: it writes "
         "nothing)",
         declare_import},
    Verb{"refresh", "Run a refresh cycle: read what is new, learn, forecast, publish.",
         "shelfcast refresh --data data/shop", declare_refresh},
    Verb{"serve", "Serve the API and the page, and refresh by the clock.",
         "shelfcast serve --data data/shop --port 8080", declare_serve},
    Verb{"forecast", "Print a forecast as CSV, knowing nothing after a day.",
         "shelfcast forecast --data data/shop --as-of 2025-11-20 --days 28 --level product --csv > forecast.csv",
         declare_forecast},
    Verb{"backtest", "Forecast the past from several days, and say how far each model was from what came.",
         "shelfcast backtest --data data/shop --horizon 28 --windows 8 --step 7", declare_backtest},
    Verb{"export", "Print what was sold, by product and day, as CSV.",
         "shelfcast export --data data/shop --csv > sales.csv", declare_export},
    Verb{"replay", "Make a published table again from its receipt, and compare it bit for bit.",
         "shelfcast replay DE-20251120-1 --data data/shop", declare_replay},
    Verb{"models", "Show which model serves and why; promote another one, or roll back.",
         "shelfcast models list --data data/shop", declare_models},
    Verb{"coverage", "Show how often intervals and chances that were published held.",
         "shelfcast coverage --data data/shop --frame week", declare_coverage},
    Verb{"keys", "Make a key for the API, show all keys, or revoke one.",
         "shelfcast keys create reports --role analyst --data data/shop", declare_keys},
    Verb{"loads", "Show what was loaded; let in, or throw away, a load that is held because it looks broken.",
         "shelfcast loads list --data data/shop", declare_loads},
    Verb{"dead-letters", "Show, queue again or drop the rows that could not be counted.",
         "shelfcast dead-letters list --data data/shop --marketplace DE", declare_dead_letters},
    Verb{"simulate", "Write a warehouse of files as a shop would, with the truth beside it.",
         "shelfcast simulate --out warehouse --products 500 --lines 300000", declare_simulate},
    Verb{"doctor", "Read all that is stored, recount every daily total from the facts, and say whether they agree.",
         "shelfcast doctor --data data/shop", declare_doctor},
    Verb{"config", "Check, show or explain the configuration.", "shelfcast config check --config config/shelfcast.toml",
         declare_config},
    Verb{"version", "Print the version and what it was built for.", "shelfcast version", declare_version},
};

void add_common_flags(CLI::App& command, CommonFlags& common) {
  command.add_option("--data", common.data, "The directory of state");
  command.add_option("--config", common.config, "The configuration file");
}

/// The overview has a line for each verb; a verb's own page has its example first.
void print_help(CLI::App& app) {
  const auto asked = app.get_subcommands();
  if (asked.empty()) {
    fmt::print("{}", app.help());
    return;
  }
  CLI::App& command = *asked.front();
  const Verb& verb = *std::ranges::find(kVerbs, command.get_name(), &Verb::name);
  command.description(fmt::format("Example:\n  {}\n\n{}", verb.example, verb.sentence));
  fmt::print("{}", command.help());
}

Exit usage_error(const CLI::App& app, const CLI::ParseError& error, std::string_view first_word) {
  std::vector<std::string_view> names;
  names.reserve(kVerbs.size());
  for (const Verb& verb : kVerbs) names.push_back(verb.name);
  const bool unknown_verb =
      !first_word.empty() && !first_word.starts_with('-') && std::ranges::find(names, first_word) == names.end();
  if (unknown_verb) {
    const std::string nearest = nearest_name(first_word, names);
    const std::string hint = nearest.empty() ? "" : fmt::format(" Did you mean '{}'?", nearest);
    fmt::print(stderr, "shelfcast: there is no verb '{}'.{}\n", first_word, hint);
  } else {
    fmt::print(stderr, "shelfcast: {}\n", error.what());
  }
  const auto chosen = app.get_subcommands();
  fmt::print(stderr, "See: shelfcast {}--help\n", chosen.empty() ? "" : chosen.front()->get_name() + " ");
  return Exit::usage;
}

Exit run(int argc, char** argv) {
  CLI::App app{"Example:\n  shelfcast demo\n\nShelfcast forecasts what a marketplace will sell best."};
  app.name("shelfcast");
  app.require_subcommand(1);
  CommonFlags common;
  Run chosen;
  for (const Verb& verb : kVerbs) {
    CLI::App* command = app.add_subcommand(std::string(verb.name), std::string(verb.sentence));
    add_common_flags(*command, common);
    command->callback([&chosen, carry_out = verb.declare(*command, common)] { chosen = carry_out; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    print_help(app);
    return Exit::ok;
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error, argc > 1 ? argv[1] : "");
  }
  return chosen();
}

}  // namespace
}  // namespace shelfcast::app

int main(int argc, char** argv) try {
  return static_cast<int>(shelfcast::app::run(argc, argv));
} catch (const std::exception& bug) {
  fmt::print(stderr, "shelfcast: this is a bug: {}\n", bug.what());
  return static_cast<int>(shelfcast::app::Exit::failure);
}
