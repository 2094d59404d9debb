// SPDX-License-Identifier: Apache-2.0
#include "app/config.hpp"

#include "app/config_table.hpp"
#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/nearest.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace shelfcast::app {
namespace {

constexpr std::string_view kWarehouse = "warehouse.";
constexpr std::string_view kCountry = "holidays.country.";
constexpr std::string_view kKafkaSettings = "kafka.settings.";
constexpr std::string_view kSecretFile = "_file";

bool is_pattern(const ConfigRow& row) {
  return row.key.find('<') != std::string_view::npos;
}

/// Whether the key is the row's with a name in the place of "<...>".
bool fits_pattern(const ConfigRow& row, std::string_view key) {
  if (!is_pattern(row)) return false;
  const auto before_name = row.key.substr(0, row.key.find('<'));
  const auto behind_name = row.key.substr(row.key.find('>') + 1);
  return key.size() > before_name.size() + behind_name.size() && key.starts_with(before_name) &&
         key.ends_with(behind_name);
}

/// The row of a key, of `warehouse.DE`, or of `server.admin_token_file`; null where there is none.
const ConfigRow* row_of(std::string_view key) {
  for (const ConfigRow& row : config_table()) {
    const bool names_file = row.type == ConfigType::secret && key == fmt::format("{}{}", row.key, kSecretFile);
    if (row.key == key || fits_pattern(row, key) || names_file) return &row;
  }
  return nullptr;
}

std::unexpected<Error> unknown_key(std::string_view key, const std::string& origin) {
  std::vector<std::string_view> names;
  for (const ConfigRow& row : config_table()) names.push_back(row.key);
  const std::string nearest = nearest_name(key, names);
  const std::string hint = nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest);
  return fail(Code::config, origin, fmt::format("there is no key '{}'{}", key, hint));
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional(value)
                                                                                   : std::nullopt;
}

bool in_range(std::int64_t value, std::string_view range) {
  const auto dots = range.find("..");
  return value >= whole_number(range.substr(0, dots)) && value <= whole_number(range.substr(dots + 2));
}

bool is_choice(std::string_view value, std::string_view choices) {
  return fmt::format("|{}|", choices).find(fmt::format("|{}|", value)) != std::string::npos;
}

bool fits(const ConfigRow& row, std::string_view value) {
  switch (row.type) {
    case ConfigType::integer: {
      const auto number = whole_number(value);
      return number && in_range(*number, row.range);
    }
    case ConfigType::choice:
      return is_choice(value, row.range);
    case ConfigType::text:
    case ConfigType::path:
    case ConfigType::path_beside_file:
    case ConfigType::secret:
      return true;
  }
  return true;
}

std::string environment_name(std::string_view key) {
  std::string name = fmt::format("SHELFCAST_{}", key);
  std::ranges::transform(name, name.begin(), [](char c) {
    return c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  });
  return name;
}

Result<std::string> first_line_of(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) return fail(Code::config, file, "cannot be read");
  return line;
}

/// The leaves of a TOML document as dotted keys with their place.
struct Leaf {
  std::string key;
  std::optional<std::string> value;  // nullopt: of a type that no key has
  toml::source_position place;
};

/// A path as the file means it: some lie beside it.
std::string from_file(const std::filesystem::path& file, const Leaf& leaf) {
  const ConfigRow* row = row_of(leaf.key);
  const bool is_beside = row != nullptr && row->type == ConfigType::path_beside_file && !leaf.value->empty();
  return is_beside ? (file.parent_path() / *leaf.value).string() : *leaf.value;
}

void collect_leaves(const toml::table& table, const std::string& prefix, std::vector<Leaf>& leaves) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const auto* inner = node.as_table()) {
      collect_leaves(*inner, name + ".", leaves);
    } else if (const auto text = node.value<std::string>()) {
      leaves.push_back({name, text, node.source().begin});
    } else if (const auto number = node.value<std::int64_t>(); number && node.is_integer()) {
      leaves.push_back({name, std::to_string(*number), node.source().begin});
    } else {
      leaves.push_back({name, std::nullopt, node.source().begin});
    }
  }
}

}  // namespace

Result<void> Config::set(const std::string& key, std::string value, const std::string& origin) {
  const ConfigRow* row = row_of(key);
  if (row == nullptr) return unknown_key(key, origin);
  const bool from_file = row->type == ConfigType::secret && key.ends_with(kSecretFile);
  if (from_file) {
    auto line = first_line_of(value);
    if (!line) return std::unexpected(line.error());
    values_[std::string(row->key)] = {*line, origin};
    return {};
  }
  if (!fits(*row, value)) {
    return fail(Code::config, origin, fmt::format("'{}' must be {}, not '{}'", key, row->range, value));
  }
  values_[key] = {std::move(value), origin};
  return {};
}

Result<void> Config::read_file(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return fail(Code::config, file.string(), "there is no such file");
  try {
    std::vector<Leaf> leaves;
    collect_leaves(toml::parse_file(file.string()), "", leaves);
    for (Leaf& leaf : leaves) {
      const std::string place = fmt::format("{}:{}", file.string(), leaf.place.line);
      if (!leaf.value) return fail(Code::config, place, fmt::format("'{}' must be a text or a whole number", leaf.key));
      if (auto done = set(leaf.key, from_file(file, leaf), place); !done) return done;
    }
  } catch (const toml::parse_error& error) {
    return fail(Code::config, fmt::format("{}:{}", file.string(), error.source().begin.line),
                std::string(error.description()));
  }
  return {};
}

Result<void> Config::read_environment() {
  for (const ConfigRow& row : config_table()) {
    if (is_pattern(row)) continue;
    for (const std::string& key : {std::string(row.key), std::string(row.key) + std::string(kSecretFile)}) {
      const bool exists = row_of(key) != nullptr;
      const std::string name = environment_name(key);
      const char* value = exists ? std::getenv(name.c_str()) : nullptr;
      if (value == nullptr) continue;
      if (auto done = set(key, value, name); !done) return done;
    }
  }
  return {};
}

Result<Config> Config::load(const std::optional<std::filesystem::path>& file, const std::vector<Flag>& flags) {
  Config config;
  for (const ConfigRow& row : config_table()) {
    if (!is_pattern(row)) config.values_[std::string(row.key)] = {std::string(row.fallback), "default"};
  }
  if (file) {
    if (auto done = config.read_file(*file); !done) return std::unexpected(done.error());
  }
  if (auto done = config.read_environment(); !done) return std::unexpected(done.error());
  for (const Flag& flag : flags) {
    if (auto done = config.set(flag.key, flag.value, "flag"); !done) return std::unexpected(done.error());
  }
  return config;
}

const std::string& Config::text(std::string_view key) const {
  return values_.find(key)->second.text;
}

std::int64_t Config::integer(std::string_view key) const {
  return whole_number(text(key)).value();
}

std::map<std::string, std::string> Config::named(std::string_view before) const {
  std::map<std::string, std::string> found;
  for (const auto& [key, value] : values_) {
    if (key.starts_with(before)) found[key.substr(before.size())] = value.text;
  }
  return found;
}

std::map<std::string, std::string> Config::warehouses() const {
  return named(kWarehouse);
}

std::map<std::string, std::string> Config::countries() const {
  return named(kCountry);
}

std::string Config::database(std::string_view marketplace, std::string_view kind) const {
  const auto found = values_.find(fmt::format("databases.{}.{}", marketplace, kind));
  return found == values_.end() ? "" : found->second.text;
}

std::map<std::string, std::string> Config::rules() const {
  return named("rules.");
}

std::map<std::string, std::string> Config::kafka_settings() const {
  return named(kKafkaSettings);
}

std::vector<std::string> Config::differences(const Config& other) const {
  std::vector<std::string> differing;
  const auto value_of = [](const Config& config, const std::string& key) {
    const auto found = config.values_.find(key);
    return found == config.values_.end() ? std::nullopt : std::optional(found->second.text);
  };
  auto keys = values_;
  keys.insert(other.values_.begin(), other.values_.end());
  for (const auto& [key, value] : keys) {
    if (value_of(*this, key) != value_of(other, key)) differing.push_back(key);
  }
  return differing;
}

Config Config::reloaded(const Config& other) const {
  Config mixed = *this;
  for (const auto& [key, value] : other.values_) {
    if (takes_effect_at_reload(key)) mixed.values_[key] = value;
  }
  return mixed;
}

std::string Config::origin(std::string_view key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? "not set" : found->second.origin;
}

bool Config::takes_effect_at_reload(std::string_view key) {
  const ConfigRow* row = row_of(key);
  return row != nullptr && row->takes_effect == ConfigChange::at_reload;
}

std::string Config::shown() const {
  std::string out;
  for (const auto& [key, value] : values_) {
    const ConfigRow* row = row_of(key);
    const bool hidden = row->type == ConfigType::secret && !value.text.empty();
    const bool bare = row->type == ConfigType::integer;
    const std::string_view quote = bare ? "" : "\"";
    out += fmt::format("{} = {}{}{}  # {}\n", key, quote, hidden ? "***" : value.text, quote, value.origin);
  }
  return out;
}

std::string Config::digest() const {
  auto settings = fmt::format("history_days={} seed={}", text("refresh.history_days"), text("refresh.seed"));
  if (const auto& training = text("refresh.training"); training != "windowed") settings += " training=" + training;
  return hex(fingerprint(settings));
}

std::string config_reference() {
  std::string out = "# Configuration: flag > environment > file > default\n";
  for (const ConfigRow& row : config_table()) {
    out += fmt::format("\n{}\n  {}\n", row.key, row.sentence);
    if (!row.fallback.empty()) out += fmt::format("  default: {}\n", row.fallback);
    if (!row.range.empty()) out += fmt::format("  range:   {}\n", row.range);
    if (!is_pattern(row)) out += fmt::format("  env:     {}\n", environment_name(row.key));
    if (row.takes_effect == ConfigChange::at_reload) out += "  reload:  SIGHUP applies it while a server runs\n";
    if (row.type == ConfigType::secret)
      out += fmt::format("  or:      {}_file, {}_FILE\n", row.key, environment_name(row.key));
  }
  return out;
}

}  // namespace shelfcast::app
