// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/features/matrix.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  std::string only;
  bool csv = true;
  bool stock = false;
  bool features = false;
};

std::string columns_of(const Flags& flags) {
  if (flags.features) return fmt::format("days,origin,{},target", fmt::join(features::column_names(), ","));
  return flags.stock ? "from,in_stock" : "date,units,amount";
}

Exit export_rows(Access& access, const Flags& flags) {
  auto marketplaces = flags.only.empty() ? access.marketplaces() : Result<std::vector<std::string>>({flags.only});
  if (!marketplaces) return report(marketplaces.error());
  fmt::print("marketplace,category,product,{}\n", columns_of(flags));
  for (const auto& marketplace : *marketplaces) {
    auto& exports = access.exports();
    const auto csv = flags.features ? exports.features_csv(marketplace)
                     : flags.stock  ? exports.stock_csv(marketplace)
                                    : exports.daily_sales_csv(marketplace);
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
  command
      .add_flag(
          "--features", flags->features,
          "What shares of categories are learnt from, to train a model elsewhere ('shelfcast models import'). The\n"
          "target is how many times its category's mean product a product sold on those days after the origin")
      ->excludes(stock);
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return export_rows(access, *flags); });
  };
}

}  // namespace shelfcast::app
