// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/coverage_text.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/control/coverage_json.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  control::CoverageQuestion question;
  bool json = false;
};

Exit show(Access& access, Flags& flags) {
  const auto& only = flags.question.marketplace;
  const auto marketplaces = only.empty() ? access.marketplaces() : Result<std::vector<std::string>>({only});
  if (!marketplaces) return report(marketplaces.error());
  Exit worst = Exit::ok;
  for (const auto& marketplace : *marketplaces) {
    flags.question.marketplace = marketplace;
    const auto coverage = access.coverages().show(flags.question);
    if (!coverage) {
      worst = std::max(worst, report(coverage.error()));
    } else if (flags.json) {
      fmt::print("{}\n", control::to_json(*coverage).dump());
    } else {
      fmt::print("{}", coverage_table(*coverage));
    }
  }
  return worst;
}

}  // namespace

Run declare_coverage(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  auto& question = flags->question;
  command.add_option("--marketplace", question.marketplace, "Only this one");
  command.add_option("--category", question.category, "Only this category, by its id; by default all of them together");
  command
      .add_option_function<std::string>(
          "--frame", [flags](const std::string& name) { flags->question.frame = parse_frame(name); },
          "Only this time frame")
      ->check(CLI::IsMember({"day", "week", "month", "quarter", "half", "year"}));
  command
      .add_option_function<std::string>(
          "--level", [flags](const std::string& name) { flags->question.level = domain::level_named(name); },
          "Only this level")
      ->check(CLI::IsMember({"product", "category", "marketplace"}));
  command.add_flag("--json", flags->json, "One JSON object a marketplace, as the API answers");
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return show(access, *flags); });
  };
}

}  // namespace shelfcast::app
