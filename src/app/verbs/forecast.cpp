// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  control::ForecastQuestion question;
  std::string as_of;
  bool csv = true;
};

Exit forecast(Access& access, Flags& flags) {
  if (!flags.as_of.empty()) {
    const auto day = parse_day(flags.as_of);
    if (!day) return report({Code::invalid, "--as-of", day.error().sentence});
    flags.question.as_of = *day;
  }
  const auto lines = access.forecasts().lines(flags.question);
  if (!lines) return report(lines.error());
  std::fwrite(lines->data(), 1, lines->size(), stdout);
  return std::fflush(stdout) == 0 ? Exit::ok : Exit::failure;
}

}  // namespace

Run declare_forecast(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  auto& question = flags->question;
  command.add_option("--as-of", flags->as_of,
                     "Know nothing after this day (YYYY-MM-DD); by default the end of the data");
  command.add_option("--days", question.days, "Days after it")->capture_default_str()->check(CLI::Range(1, 400));
  command.add_option("--level", question.level, "product, category, marketplace, or all of them")
      ->capture_default_str()
      ->check(CLI::IsMember({"product", "category", "marketplace", "all"}));
  command.add_option("--marketplace", question.marketplace, "Only this one");
  command.add_flag("--total", question.total, "One row for all days together");
  command.add_flag("--intervals", question.intervals,
                   "With lo80,hi80,lo95,hi95, measured on past forecasts; empty where that was not possible");
  command.add_option("--model", question.model, "By this model alone instead of the ensemble; it has no intervals");
  auto* const json = command.add_flag("--json", question.json, "A JSON object in each line");
  command.add_flag("--csv", flags->csv, "The default format")->excludes(json);
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return forecast(access, *flags); });
  };
}

}  // namespace shelfcast::app
