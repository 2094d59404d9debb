// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/progress_bar.hpp"
#include "app/verbs/verb.hpp"
#include "app/warehouse_source.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

namespace shelfcast::app {
namespace {

/// A location as a server with another working folder understands it.
std::string lasting(const std::string& location) {
  return is_folder(location) ? std::filesystem::absolute(location).string() : location;
}

Exit import(const control::Load& load, const CommonFlags& common) {
  const auto config = common.load();
  if (!config) return report(config.error());
  const SystemClock clock;
  const auto access = Access::to(*config, clock, false);
  if (!access) return report(access.error());
  Result<control::LoadReport> done;
  {
    ProgressBar bar;
    done = (*access)->loads().import({load.marketplace, lasting(load.path)},
                                     [&](std::string_view step, double fraction) { bar.show(step, fraction); });
  }
  if (!done) return report(done.error());
  for (const std::string& warning : done->warnings) fmt::print(stderr, "shelfcast: {}\n", warning);
  fmt::print("{}: {} rows read, {} counted, {} known before\n", load.marketplace, done->rows_in, done->counted,
             done->duplicate);
  for (const auto& [code, rows] : done->rejected_by) fmt::print("  {} rejected: {}\n", rows, code);
  fmt::print("next: shelfcast refresh --data {}\n", config->text("data"));
  return Exit::ok;
}

}  // namespace

Run declare_import(CLI::App& command, const CommonFlags& common) {
  auto load = std::make_shared<control::Load>();
  command.add_option("--marketplace", load->marketplace, "The marketplace's id, as its files write it")->required();
  command
      .add_option("folder", load->path,
                  "The folder of warehouse files, postgresql://user@host/database, or changes:TOPIC,TOPIC")
      ->required();
  return [load, &common] { return import(*load, common); };
}

}  // namespace shelfcast::app
