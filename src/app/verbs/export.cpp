// SPDX-License-Identifier: Apache-2.0
#include "app/access.hpp"
#include "app/verbs/verb.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  std::string only;
  bool csv = true;
  bool stock = false;
};

Exit export_rows(Access& access, const Flags& flags) {
  auto marketplaces = flags.only.empty() ? access.marketplaces() : Result<std::vector<std::string>>({flags.only});
  if (!marketplaces) return report(marketplaces.error());
  fmt::print("marketplace,category,product,{}\n", flags.stock ? "from,in_stock" : "date,units,amount");
  for (const auto& marketplace : *marketplaces) {
    auto& exports = access.exports();
    const auto csv = flags.stock ? exports.stock_csv(marketplace) : exports.daily_sales_csv(marketplace);
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
  command.add_flag("--stock", flags->stock, "From when on products were in stock or not, instead of what was sold");
  return [flags, &common] {
    return with_access(common, [&](Access& access, const Config&) { return export_rows(access, *flags); });
  };
}

}  // namespace shelfcast::app
