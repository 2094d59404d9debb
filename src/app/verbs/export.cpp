// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace shelfcast::app {
namespace {

Exit export_sales(const std::string& only, const CommonFlags& common) {
  const auto config = common.load();
  if (!config) return report(config.error());
  const SystemClock clock;
  const auto access = Access::to(*config, clock, false);
  if (!access) return report(access.error());
  auto marketplaces = only.empty() ? (*access)->marketplaces() : Result<std::vector<std::string>>({only});
  if (!marketplaces) return report(marketplaces.error());
  fmt::print("marketplace,category,product,date,units,amount\n");
  for (const auto& marketplace : *marketplaces) {
    const auto csv = (*access)->exports().daily_sales_csv(marketplace);
    if (!csv) return report(csv.error());
    std::fwrite(csv->data(), 1, csv->size(), stdout);
  }
  return std::fflush(stdout) == 0 ? Exit::ok : Exit::failure;
}

}  // namespace

Run declare_export(CLI::App& command, const CommonFlags& common) {
  struct Flags {
    std::string only;
    bool csv = true;
  };
  auto flags = std::make_shared<Flags>();
  command.add_option("--marketplace", flags->only, "Only this one");
  command.add_flag("--csv", flags->csv, "The format, and so far the only one");
  return [flags, &common] { return export_sales(flags->only, common); };
}

}  // namespace shelfcast::app
