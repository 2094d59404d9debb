// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/features/rows.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>
#include <optional>

namespace shelfcast::app {
namespace {

struct Flags {
  std::string only;
  bool csv = true;
  bool stock = false;
  bool months = false;
  bool features = false;
  bool examples = false;
  std::string as_of;
  std::optional<Day> day;  ///< that `as_of` says
};

std::string header(const Flags& flags) {
  if (flags.months) return "marketplace,category,month,units";
  std::string columns = "marketplace,category,product,";
  if (flags.stock) return columns + "from,in_stock";
  if (!flags.features && !flags.examples) return columns + "date,units,amount";
  columns += flags.examples ? "days,origin" : "as_of";
  for (const auto& feature : features::every_feature()) columns += fmt::format(",{}", feature.name);
  return flags.examples ? columns + ",target" : columns;
}

Result<std::string> rows_of(control::Exports& exports, const std::string& marketplace, const Flags& flags) {
  if (flags.stock) return exports.stock_csv(marketplace);
  if (flags.months) return exports.months_csv(marketplace);
  if (flags.examples) return exports.examples_csv(marketplace);
  if (!flags.features) return exports.daily_sales_csv(marketplace);
  return exports.features_csv(marketplace, flags.day);
}

Exit export_rows(Access& access, Flags& flags) {
  if (!flags.as_of.empty()) {
    const auto day = parse_day(flags.as_of);
    if (!day) return report({Code::invalid, "--as-of", day.error().sentence});
    flags.day = *day;
  }
  auto marketplaces = flags.only.empty() ? access.marketplaces() : Result<std::vector<std::string>>({flags.only});
  if (!marketplaces) return report(marketplaces.error());
  fmt::print("{}\n", header(flags));
  for (const auto& marketplace : *marketplaces) {
    const auto csv = rows_of(access.exports(), marketplace, flags);
    if (!csv) return report(csv.error());
    std::fwrite(csv->data(), 1, csv->size(), stdout);
  }
  return std::fflush(stdout) == 0 ? Exit::ok : Exit::failure;
}

}  // namespace

Run declare_export(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.add_option("--marketplace", flags->only, "Only this one");
  command.add_flag("--csv", flags->csv, "The format, and so far the only one");
  auto* const stock =
      command.add_flag("--stock", flags->stock, "From when on products were in stock or not, instead of what was sold");
  auto* const features = command.add_flag("--features", flags->features,
                                          "What models see of each product on sale, instead of what was sold");
  command
      .add_option("--as-of", flags->as_of, "The features of this day, from what was known when it ended: 2025-11-20")
      ->needs(features);
  auto* const months =
      command
          .add_flag("--months", flags->months, "What was told by month, of the time before the daily sales, instead")
          ->excludes(stock)
          ->excludes(features);
  features->excludes(stock);
  command
      .add_flag(
          "--examples", flags->examples,
          "What shares of categories are learnt from, to train a model elsewhere ('shelfcast models import'). The\n"
          "target is how many times its category's mean product a product sold on those days after the origin")
      ->excludes(stock)
      ->excludes(months)
      ->excludes(features);
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return export_rows(access, *flags); });
  };
}

}  // namespace shelfcast::app
