// SPDX-License-Identifier: Apache-2.0
#include "sources/mapping.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace shelfcast::sources {

Result<Mapping> find_mapping(const std::string& name_or_path) {
  std::string text;
  std::string place = name_or_path;
  std::string names;
  for (const auto& shipped : shipped_mappings()) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", shipped.name);
    if (shipped.name != name_or_path) continue;
    text = shipped.text;
    place = fmt::format("config/mappings/{}.toml", shipped.name);
  }
  if (text.empty()) {
    std::ifstream in(name_or_path, std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(in), {});
    if (!in || text.empty()) {
      return fail(Code::config, name_or_path,
                  fmt::format("is neither a file nor one of the shipped mappings ({})", names));
    }
  }
  auto mapping = parse_mapping(text, place);
  if (mapping) mapping->name = name_or_path;
  return mapping;
}

}  // namespace shelfcast::sources
