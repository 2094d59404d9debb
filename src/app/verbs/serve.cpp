// SPDX-License-Identifier: Apache-2.0
#include "app/certificate.hpp"
#include "app/hand_over.hpp"
#include "app/holiday_rules.hpp"
#include "app/log_setup.hpp"
#include "app/server.hpp"
#include "app/verbs/verb.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace shelfcast::app {
namespace {

struct Flags {
  std::string address;
  std::string port;
  bool at_data_cut = false;
  bool take_over = false;
};

/// How a server's time on the data directory ends.
struct Term {
  Exit exit = Exit::ok;
  std::optional<Server::Succession> succession;
};

/// Serves with the data directory open, which it closes at the end.
Term serve_once(const Config& config, const Flags& flags, const Reloading::Read& read, Inheritance inheritance,
                const std::function<void()>& started) {
  const SystemClock clock;
  auto house = House::open(config, clock, flags.at_data_cut);
  if (!house) return {report(house.error()), std::nullopt};
  LocalAccess access(std::move(*house));
  const auto gatehouse = Gatehouse::open(access.house());
  if (!gatehouse) return {report(gatehouse.error()), std::nullopt};
  Server server(access, **gatehouse, read);
  if (const auto problem = server.start(std::move(inheritance)); !problem)
    return {report(problem.error()), std::nullopt};
  started();
  return {Exit::ok, server.wait()};
}

/// Where what takes over fails, this process serves on.
Exit serve_until_stopped(Config config, const Flags& flags, const Reloading::Read& read, Inheritance inheritance,
                         const std::function<void()>& started) {
  for (auto tell = started;; tell = [] {}) {
    auto term = serve_once(config, flags, read, std::move(inheritance), tell);
    if (!term.succession) return term.exit;
    auto& [heir, connections] = *term.succession;
    if (heir.pass_on(connections)) return Exit::ok;
    telemetry::log(telemetry::Severity::error, "whoever was to take over has ended, serving on");
    inheritance = heir.take_back(std::move(connections));
    if (auto again = read()) config = std::move(*again);
  }
}

Exit serve(const Flags& flags, const CommonFlags& common) {
  std::vector<Config::Flag> more;
  if (!flags.address.empty()) more.push_back({"server.address", flags.address});
  if (!flags.port.empty()) more.push_back({"server.port", flags.port});
  const auto read = [&] { return common.load(more); };
  const auto config = read();
  if (!config) return report(config.error());
  set_up_log(*config);
  if (!flags.take_over)
    return serve_until_stopped(*config, flags, read, {.listening = sockets_of_systemd(), .connections = {}}, [] {});
  // Before anybody gives way: what is wrong already need not be found out then.
  if (const auto certificate = certificate_of(*config); !certificate) return report(certificate.error());
  if (const auto holidays = holiday_rules(*config); !holidays) return report(holidays.error());
  auto predecessor = Predecessor::succeed(*config);
  if (!predecessor) return report(predecessor.error());
  if (!*predecessor) return serve_until_stopped(*config, flags, read, {}, [] {});
  return serve_until_stopped(*config, flags, read, std::move((*predecessor)->inheritance),
                             [&] { (*predecessor)->dismiss(); });
}

}  // namespace

Run declare_serve(CLI::App& command, const CommonFlags& common) {
  auto flags = std::make_shared<Flags>();
  command.add_option("--address", flags->address, "The address to listen on");
  command.add_option("--port", flags->port, "The port to listen on; 0 takes a free one and logs it");
  command.add_option("--now", "data-cut: take the end of the data for now (historic data sets)")
      ->check(CLI::IsMember({"data-cut"}))
      ->each([flags](const std::string&) { flags->at_data_cut = true; });
  command.add_flag("--take-over", flags->take_over,
                   "Take the place of the server that runs on this data directory, without a failed request");
  return [flags, &common] { return serve(*flags, common); };
}

}  // namespace shelfcast::app
