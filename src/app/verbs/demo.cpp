// SPDX-License-Identifier: Apache-2.0
#include "app/cycle_watch.hpp"
#include "app/demo_tour.hpp"
#include "app/log_setup.hpp"
#include "app/progress_bar.hpp"
#include "app/server.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/sources/simulator.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  sources::SimulationOptions shop;
  std::string port = "8080";
  bool once = false;
};

/// Makes the shop's warehouse, unless an earlier demo has.
Result<void> make_shop(const sources::SimulationOptions& shop) {
  if (std::filesystem::exists(shop.out / "truth" / "demand.csv")) return {};
  ProgressBar bar;
  const auto made = sources::simulate(shop, [&](std::string_view step, double fraction) { bar.show(step, fraction); });
  if (!made) return std::unexpected(made.error());
  return {};
}

Result<void> import_shop(control::Loads& loads, const sources::SimulationOptions& shop) {
  Result<control::LoadReport> loaded;
  {
    ProgressBar bar;
    loaded = loads.import({shop.marketplace, {shop.out.string()}, ""},
                          [&](std::string_view step, double fraction) { bar.show(step, fraction); });
  }
  if (!loaded) return std::unexpected(loaded.error());
  fmt::print("read {} rows of a simulated shop in {}", loaded->rows_in, shop.out.string());
  for (const auto& [code, rows] : loaded->rejected_by) fmt::print(", {} rejected ({})", rows, code);
  fmt::print("\n");
  return {};
}

Exit demo(Flags& flags, const CommonFlags& common) {
  const auto load = [&] {
    // Its own visitor comes over loopback, where no certificate would hold.
    return common.load({{"server.port", flags.port},
                        {"log.level", "warning"},
                        {"server.certificate", ""},
                        {"server.certificate_key", ""}});
  };
  const auto config = load();
  if (!config) return report(config.error());
  set_up_log(*config);
  const SystemClock clock;
  auto house = House::open(*config, clock, true);
  if (!house) return report(house.error());
  LocalAccess access(std::move(*house));

  flags.shop.out = std::filesystem::absolute(config->text("data")) / "warehouse";
  flags.shop.faults = flags.shop.seed;
  flags.shop.end = TimeZone::utc().local_day(clock.now());
  if (const auto made = make_shop(flags.shop); !made) return report(made.error());
  if (const auto read = import_shop(access.loads(), flags.shop); !read) return report(read.error());
  if (const auto foreseen = forecast_before_faults(access.house(), flags.shop.marketplace); !foreseen)
    return report(foreseen.error());
  if (const Exit cycle = run_and_watch(access.cycles(), flags.shop.marketplace, {}); cycle != Exit::ok) return cycle;
  if (const auto shown = show_accuracy(access.house(), flags.shop); !shown) return report(shown.error());
  if (const auto shown = show_alerts(access.house(), flags.shop); !shown) return report(shown.error());

  const auto gatehouse = Gatehouse::open(access.house());
  if (!gatehouse) return report(gatehouse.error());
  Server server(access, **gatehouse, load);
  if (const auto started = server.start(); !started) return report(started.error());
  if (flags.once) {
    const Exit checked = check_own_answers(server.port(), flags.shop.marketplace);
    server.stop();
    return checked;
  }
  fmt::print("\nserving http://{}:{}/ until you press Ctrl-C\n", config->text("server.address"), server.port());
  std::fflush(stdout);
  server.wait();
  return Exit::ok;
}

}  // namespace

Run declare_demo(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.add_option("--port", flags->port, "The port to serve on; 0 takes a free one")->capture_default_str();
  command.add_flag("--once", flags->once, "Check the page and the endpoints, then end");
  command.add_option("--products", flags->shop.products, "Products of the shop")->capture_default_str();
  command.add_option("--lines", flags->shop.lines, "Order lines of the shop, about")->capture_default_str();
  command
      .add_option("--seed", flags->shop.seed, "Another seed is another shop, in which other things go wrong at the end")
      ->capture_default_str();
  command.add_option("--sellers", flags->shop.sellers, "Sellers of the shop")->capture_default_str();
  return [flags, &common] { return demo(*flags, common); };
}

}  // namespace shelfcast::app
