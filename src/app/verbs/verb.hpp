// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "app/exit_code.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
}

namespace shelfcast::app {

/// The flags that every verb takes.
struct CommonFlags {
  std::optional<std::string> data;
  std::optional<std::string> config;

  [[nodiscard]] Result<Config> load(std::vector<Config::Flag> more = {}) const;
};

using Run = std::function<Exit()>;

class Access;
/// What most verbs begin with: the configuration, and the way to the data that it names. Reports what fails.
Exit with_access(const CommonFlags& common, const std::function<Exit(Access& access, const Config& config)>& act);

/// One verb of the command line. `declare` adds its flags to `command` and returns what carries it out once they are
/// read.
struct Verb {
  std::string_view name;
  std::string_view sentence;
  std::string_view example;
  Run (*declare)(CLI::App& command, const CommonFlags& common);
};

Run declare_backtest(CLI::App& command, const CommonFlags& common);
Run declare_config(CLI::App& command, const CommonFlags& common);
Run declare_coverage(CLI::App& command, const CommonFlags& common);
Run declare_dead_letters(CLI::App& command, const CommonFlags& common);
Run declare_demo(CLI::App& command, const CommonFlags& common);
Run declare_doctor(CLI::App& command, const CommonFlags& common);
Run declare_export(CLI::App& command, const CommonFlags& common);
Run declare_forecast(CLI::App& command, const CommonFlags& common);
Run declare_import(CLI::App& command, const CommonFlags& common);
Run declare_keys(CLI::App& command, const CommonFlags& common);
Run declare_loads(CLI::App& command, const CommonFlags& common);
Run declare_models(CLI::App& command, const CommonFlags& common);
Run declare_refresh(CLI::App& command, const CommonFlags& common);
Run declare_replay(CLI::App& command, const CommonFlags& common);
Run declare_serve(CLI::App& command, const CommonFlags& common);
Run declare_simulate(CLI::App& command, const CommonFlags& common);
Run declare_version(CLI::App& command, const CommonFlags& common);

}  // namespace shelfcast::app
