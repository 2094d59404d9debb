// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/control/model_json.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace shelfcast::app {
namespace {

using domain::ModelDecision;
using domain::ModelVersion;
using Json = nlohmann::ordered_json;

constexpr std::size_t kDecisions = 10;

struct Flags {
  std::string marketplace;
  std::string version;
  std::string file;
  std::string name;
  bool json = false;
  Exit (*act)(control::Models& models, const Flags& flags) = nullptr;
};

void print(const ModelDecision& decision) {
  fmt::print("  {}  {:<11}  {}  {}\n", format_instant(decision.at), domain::name_of(decision.act), decision.serves,
             decision.reason);
}

Exit list(control::Models& models, const Flags& flags) {
  const auto versions = models.list(flags.marketplace);
  if (!versions) return report(versions.error());
  for (const auto& version : *versions) {
    if (flags.json) {
      fmt::print("{}\n", control::to_json(version).dump());
    } else {
      fmt::print("{:<9}  {:<28}  data to {}  trained {}{}\n", domain::name_of(version.stage), version.version,
                 format_day(version.data_cut), format_instant(version.trained_at),
                 version.kept ? "" : "  no longer kept");
    }
  }
  if (flags.json) return Exit::ok;
  if (versions->empty()) fmt::print("{}: no model was trained yet\n", flags.marketplace);
  const auto decisions = models.decisions(flags.marketplace, kDecisions);
  if (!decisions) return report(decisions.error());
  if (!decisions->empty()) fmt::print("the last decisions, newest first:\n");
  std::ranges::for_each(*decisions, [](const auto& decision) { print(decision); });
  return Exit::ok;
}

void print_metrics(const ModelVersion& version) {
  const Json metrics = Json::parse(version.metrics, nullptr, false);
  if (!metrics.is_object()) return;
  for (const auto& row : metrics.value("replaced", Json::array()))
    fmt::print("  {} was replaced by {}: {}\n", row.at("model").get<std::string>(), row.at("by").get<std::string>(),
               row.at("reason").get<std::string>());
  if (metrics.value("accuracy", Json::array()).empty()) return;
  fmt::print("  on the last weeks, not seen in training      model   {}\n", metrics.value("rival", ""));
  for (const auto& row : metrics.at("accuracy"))
    fmt::print("  {:42} {:8.4f} {:8.4f}\n", row.at("name").get<std::string>(), row.at("model").get<double>(),
               row.at("rival").get<double>());
}

Exit show(control::Models& models, const Flags& flags) {
  const auto version = models.show(flags.version);
  if (!version) return report(version.error());
  if (flags.json) {
    fmt::print("{}\n", control::to_json(*version).dump());
    return Exit::ok;
  }
  fmt::print("{}: {}, of cycle {}, data to {}\n", version->version, domain::name_of(version->stage), version->cycle,
             format_day(version->data_cut));
  fmt::print("  trained {} beside {}, {} bytes{}\n", format_instant(version->trained_at),
             version->parent.empty() ? "nothing" : version->parent, version->size,
             version->kept ? "" : ", no longer kept");
  print_metrics(*version);
  return Exit::ok;
}

Exit tell(const Result<ModelDecision>& decision, const Flags& flags) {
  if (!decision) return report(decision.error());
  if (flags.json) {
    fmt::print("{}\n", control::to_json(*decision).dump());
  } else if (decision->act == domain::Act::unpinned) {
    fmt::print("{} serves until the next cycle decides\n", decision->serves);
  } else {
    fmt::print("{} serves from the next table on, instead of {}; it is pinned\nnext: shelfcast refresh\n",
               decision->serves, decision->instead_of);
  }
  return Exit::ok;
}

Exit promote(control::Models& models, const Flags& flags) {
  return tell(models.promote(flags.version), flags);
}

Exit roll_back(control::Models& models, const Flags& flags) {
  return tell(models.roll_back(flags.marketplace), flags);
}

Exit unpin(control::Models& models, const Flags& flags) {
  return tell(models.unpin(flags.marketplace), flags);
}

Exit archive(control::Models& models, const Flags& flags) {
  const auto version = models.archive(flags.version);
  if (!version) return report(version.error());
  fmt::print("{}\n", flags.json ? control::to_json(*version).dump() : version->version + " is archived");
  return Exit::ok;
}

Exit import(control::Models& models, const Flags& flags) {
  const std::filesystem::path path = std::filesystem::absolute(flags.file);
  const auto version = models.import({flags.marketplace, path, flags.name.empty() ? path.stem().string() : flags.name});
  if (!version) return report(version.error());
  if (flags.json) {
    fmt::print("{}\n", control::to_json(*version).dump());
  } else {
    fmt::print(
        "{} competes from the next cycle on, in weeks after {}\nnext: shelfcast refresh, or to have it serve: "
        "shelfcast models promote {}\n",
        version->version, format_day(version->data_cut), version->version);
  }
  return Exit::ok;
}

Exit act(Access& access, Flags& flags) {
  const bool is_named = !flags.marketplace.empty() || !flags.version.empty();
  if (is_named) return flags.act(access.models(), flags);
  const auto marketplaces = access.marketplaces();
  if (!marketplaces) return report(marketplaces.error());
  if (marketplaces->size() != 1)
    return report(
        {Code::invalid, "--marketplace", fmt::format("is needed, since there are {} of them", marketplaces->size())});
  flags.marketplace = marketplaces->front();
  return flags.act(access.models(), flags);
}

enum class Of { marketplace, version, file };

struct Action {
  const char* name;
  const char* sentence;
  Of of;
  Exit (*act)(control::Models& models, const Flags& flags);
};

constexpr Action kActions[] = {
    {"list", "Show every version with its stage, and the last decisions about which one serves", Of::marketplace, list},
    {"show", "Show one version, and how good it was beside the best naive model", Of::version, show},
    {"promote", "Have a version serve from the next table on; it is pinned", Of::version, promote},
    {"rollback", "Promote the version that served before; once more undoes it", Of::marketplace, roll_back},
    {"unpin", "Let newer versions take over by themselves again", Of::marketplace, unpin},
    {"archive", "Mark a version that does not serve as done with", Of::version, archive},
    {"import", "Register a model of XGBoost that was trained elsewhere, on what 'export --examples' writes", Of::file,
     import},
};

}  // namespace

Run declare_models(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.require_subcommand(1);
  for (const auto& action : kActions) {
    CLI::App* added = command.add_subcommand(action.name, action.sentence);
    if (action.of == Of::file) {
      added->add_option("file", flags->file, "As saved by save_model(\"model.json\"), with feature names")
          ->required()
          ->check(CLI::ExistingFile);
      added->add_option("--name", flags->name, "What to call it; by default the file's name without its ending");
    }
    if (action.of == Of::version) {
      added->add_option("version", flags->version, "As DE-ensemble-2.0.7; 'list' shows them")->required();
    } else {
      added->add_option("--marketplace", flags->marketplace,
                        "The marketplace's id; not needed where there is only one");
    }
    added->add_flag("--json", flags->json, "One JSON object a line");
    added->callback([flags, chosen = action.act] { flags->act = chosen; });
    added->fallthrough();
  }
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return act(access, *flags); });
  };
}

}  // namespace shelfcast::app
