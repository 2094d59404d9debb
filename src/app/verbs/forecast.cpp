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
  const auto csv = access.forecasts().csv(flags.question);
  if (!csv) return report(csv.error());
  std::fwrite(csv->data(), 1, csv->size(), stdout);
  return std::fflush(stdout) == 0 ? Exit::ok : Exit::failure;
}

}  // namespace

Run declare_forecast(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  auto& question = flags->question;
  command.add_option("--as-of", flags->as_of,
                     "Know nothing after this day (YYYY-MM-DD); by default the end of the data");
  command.add_option("--days", question.days, "Days after it")->capture_default_str()->check(CLI::Range(1, 400));
  command.add_option("--level", question.level, "product, category or marketplace")
      ->capture_default_str()
      ->check(CLI::IsMember({"product", "category", "marketplace"}));
  command.add_option("--marketplace", question.marketplace, "Only this one");
  command.add_flag("--total", question.total, "One row for all days together");
  command.add_flag("--csv", flags->csv, "The format, and so far the only one");
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return forecast(access, *flags); });
  };
}

}  // namespace shelfcast::app
