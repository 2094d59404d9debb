// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/preview_text.hpp"
#include "app/progress_bar.hpp"
#include "app/verbs/verb.hpp"
#include "app/warehouse_source.hpp"
#include "shelfcast/ingest/preview.hpp"
#include "shelfcast/sources/files.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>

namespace shelfcast::app {
namespace {

constexpr std::size_t kPreviewedRows = 20;

struct Flags {
  control::Load load;
  bool preview = false;
  bool json = false;
};

Exit show_preview(const Flags& flags) {
  const sources::FilesToRead files{{flags.load.paths.begin(), flags.load.paths.end()}, flags.load.mapping};
  const auto source = sources::open_files(files, flags.load.marketplace);
  const SystemClock clock;
  const auto preview = ingest::preview(*source, clock, kPreviewedRows);
  if (!preview) return report(preview.error());
  if (!flags.json) {
    for (const std::string& warning : preview->warnings) fmt::print(stderr, "shelfcast: {}\n", warning);
  }
  fmt::print("{}", flags.json ? preview_json(*preview) : preview_text(*preview));
  return Exit::ok;
}

void print_report(const control::LoadReport& done, const Flags& flags, const std::string& data) {
  if (flags.json) {
    const nlohmann::ordered_json json{
        {"marketplace", flags.load.marketplace}, {"rowsIn", done.rows_in},         {"counted", done.counted},
        {"duplicate", done.duplicate},           {"rejectedBy", done.rejected_by}, {"warnings", done.warnings}};
    fmt::print("{}\n", json.dump(2));
    return;
  }
  for (const std::string& warning : done.warnings) fmt::print(stderr, "shelfcast: {}\n", warning);
  fmt::print("{}: {} rows read, {} counted, {} known before\n", flags.load.marketplace, done.rows_in, done.counted,
             done.duplicate);
  for (const auto& [code, rows] : done.rejected_by) fmt::print("  {} rejected: {}\n", rows, code);
  fmt::print("next: shelfcast refresh --data {}\n", data);
}

/// The paths and the mapping where it is a file: what is remembered must hold for whoever reads it, from any folder.
void make_absolute(control::Load& load) {
  for (auto& path : load.paths) {
    if (is_path(path)) path = std::filesystem::absolute(path).lexically_normal().string();
  }
  if (std::filesystem::exists(load.mapping))
    load.mapping = std::filesystem::absolute(load.mapping).lexically_normal().string();
}

Exit import(Flags& flags, const CommonFlags& common) {
  if (flags.load.mapping.empty() && flags.load.paths.size() > 1) {
    return report({Code::invalid, "", "without --mapping there is one path: the folder of a warehouse's files"});
  }
  if (flags.preview && !is_path(flags.load.paths.front())) {
    return report({Code::invalid, "--preview", "is about files"});
  }
  make_absolute(flags.load);
  if (flags.preview) return show_preview(flags);
  const auto config = common.load();
  if (!config) return report(config.error());
  const SystemClock clock;
  const auto access = Access::to(*config, clock, false);
  if (!access) return report(access.error());
  Result<control::LoadReport> done;
  {
    ProgressBar bar;
    done = (*access)->loads().import(flags.load,
                                     [&](std::string_view step, double fraction) { bar.show(step, fraction); });
  }
  if (!done) return report(done.error());
  print_report(*done, flags, config->text("data"));
  return Exit::ok;
}

}  // namespace

Run declare_import(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  auto& load = flags->load;
  command.add_option("--marketplace", load.marketplace, "The marketplace's id, as its files write it")->required();
  command.add_option(
      "--mapping", load.mapping,
      "How the files are laid out: the name of a shipped mapping or a TOML file (config/mappings); without "
      "one, as src/sources/README.md says");
  command.add_flag("--preview", flags->preview,
                   "Show the first rows as they would be read, and every problem; write nothing");
  command.add_flag("--json", flags->json, "For machines");
  command
      .add_option("paths", load.paths,
                  "Files, or folders of them (gzip, zstd and xz are unpacked), postgresql://user@host/database, or "
                  "changes:TOPIC,TOPIC")
      ->required();
  return [flags, &common] { return import(*flags, common); };
}

}  // namespace shelfcast::app
