// SPDX-License-Identifier: Apache-2.0
#include "app/log_setup.hpp"
#include "app/server.hpp"
#include "app/verbs/verb.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace shelfcast::app {
namespace {

struct Flags {
  std::string address;
  std::string port;
  bool at_data_cut = false;
};

Exit serve(const Flags& flags, const CommonFlags& common) {
  std::vector<Config::Flag> more;
  if (!flags.address.empty()) more.push_back({"server.address", flags.address});
  if (!flags.port.empty()) more.push_back({"server.port", flags.port});
  const auto config = common.load(more);
  if (!config) return report(config.error());
  set_up_log(*config);
  const SystemClock clock;
  auto house = House::open(*config, clock, flags.at_data_cut);
  if (!house) return report(house.error());
  LocalAccess access(std::move(*house));
  const auto gatehouse = Gatehouse::open(access.house());
  if (!gatehouse) return report(gatehouse.error());
  Server server(access, **gatehouse);
  if (const auto started = server.start(); !started) return report(started.error());
  server.wait();
  return Exit::ok;
}

}  // namespace

Run declare_serve(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.add_option("--address", flags->address, "The address to listen on");
  command.add_option("--port", flags->port, "The port to listen on; 0 takes a free one and logs it");
  command.add_option("--now", "data-cut: take the end of the data for now (historic data sets)")
      ->check(CLI::IsMember({"data-cut"}))
      ->each([flags](const std::string&) { flags->at_data_cut = true; });
  return [flags, &common] { return serve(*flags, common); };
}

}  // namespace shelfcast::app
