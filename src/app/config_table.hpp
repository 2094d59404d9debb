// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace shelfcast::app {

enum class ConfigType : std::uint8_t { text, integer, path, path_beside_file, choice, secret };
enum class ConfigChange : std::uint8_t { at_restart, at_reload };

/// One key of the configuration: the only place that names it. It validates, suggests, documents and sets the default.
struct ConfigRow {
  std::string_view key;
  ConfigType type;
  std::string_view fallback;
  std::string_view range;  ///< "1..65535" for integers, "json|text" for choices
  std::string_view sentence;
  ConfigChange takes_effect = ConfigChange::at_restart;  ///< `Server::apply` does what is `at_reload`
};

/// All keys, in the order of the reference page. A `<NAME>` at its end stands for any.
std::span<const ConfigRow> config_table();

}  // namespace shelfcast::app
