// SPDX-License-Identifier: Apache-2.0
#include "app/certificate.hpp"
#include "app/holiday_rules.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/base/clock.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <memory>

namespace shelfcast::app {
namespace {

Exit check(const CommonFlags& common) {
  const auto config = common.load();
  if (!config) return report(config.error());
  if (const auto holidays = holiday_rules(*config); !holidays) return report(holidays.error());
  const auto certificate = certificate_of(*config);
  if (!certificate) return report(certificate.error());
  const auto complaint = *certificate ? complaint_about_time(**certificate, SystemClock().now()) : "";
  if (!complaint.empty()) fmt::print(stderr, "shelfcast: {}: {}\n", config->text("server.certificate"), complaint);
  fmt::print("the configuration is fine\n");
  return Exit::ok;
}

Exit show(const CommonFlags& common) {
  const auto config = common.load();
  if (!config) return report(config.error());
  fmt::print("{}", config->shown());
  return Exit::ok;
}

Exit reference() {
  fmt::print("{}", config_reference());
  return Exit::ok;
}

}  // namespace

Run declare_config(CLI::App& command, const CommonFlags& common) {
  auto what = std::make_shared<std::string>();
  command.add_option("what", *what, "check, show or reference")
      ->required()
      ->check(CLI::IsMember({"check", "show", "reference"}));
  return [what, &common] {
    if (*what == "check") return check(common);
    if (*what == "show") return show(common);
    return reference();
  };
}

}  // namespace shelfcast::app
