// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::app {

/// The configuration in force: flag over environment (SHELFCAST_SERVER_PORT) over file over default. Checked when it is
/// made, so that its accessors cannot fail; asking for a key that the table does not have is a bug.
class Config {
 public:
  struct Flag {
    std::string key;
    std::string value;
  };
  /// `config` failure naming file, line and the nearest key. No `file` means the defaults. A secret is never a flag; it
  /// may be given as `<key>_file`.
  static Result<Config> load(const std::optional<std::filesystem::path>& file, const std::vector<Flag>& flags);

  [[nodiscard]] const std::string& text(std::string_view key) const;
  [[nodiscard]] std::int64_t integer(std::string_view key) const;
  /// Marketplace -> folder or connection.
  [[nodiscard]] std::map<std::string, std::string> warehouses() const;
  /// `databases.<MARKETPLACE>.<kind>`; "" where it is not set.
  [[nodiscard]] std::string database(std::string_view marketplace, std::string_view kind) const;
  /// Marketplace -> country whose holidays it keeps.
  [[nodiscard]] std::map<std::string, std::string> countries() const;
  /// Name -> rule of an alert.
  [[nodiscard]] std::map<std::string, std::string> rules() const;
  /// librdkafka's name -> value.
  [[nodiscard]] std::map<std::string, std::string> kafka_settings() const;

  /// The keys whose values are others there.
  [[nodiscard]] std::vector<std::string> differences(const Config& other) const;
  /// This configuration, with the other's values of what may change while a server runs.
  [[nodiscard]] Config reloaded(const Config& other) const;
  /// Where a value came from: "file:line", a variable, a flag, or the default.
  [[nodiscard]] std::string origin(std::string_view key) const;
  static bool takes_effect_at_reload(std::string_view key);

  /// Every value with where it came from, as TOML; secrets are hidden.
  [[nodiscard]] std::string shown() const;
  /// A fingerprint of what can change a forecast: nothing of servers, logs and places.
  [[nodiscard]] std::string digest() const;

 private:
  struct Value {
    std::string text;
    std::string origin;
  };
  Result<void> read_file(const std::filesystem::path& file);
  Result<void> read_environment();
  /// What stands behind `before` in the keys that begin with it -> value.
  [[nodiscard]] std::map<std::string, std::string> named(std::string_view before) const;
  Result<void> set(const std::string& key, std::string value, const std::string& origin);

  std::map<std::string, Value, std::less<>> values_;
};

/// The table as a page for people.
std::string config_reference();

}  // namespace shelfcast::app
