// SPDX-License-Identifier: Apache-2.0
// Any text as a mapping: it is one, or its mistake has a place.
#include "sources/mapping.hpp"
#include "sources/pattern.hpp"

#include <cstdint>
#include <string_view>

using namespace shelfcast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto mapping = sources::parse_mapping(text, "fuzz.toml");
  if (!mapping && mapping.error().place.find("fuzz.toml:") != 0) __builtin_trap();
  static_cast<void>(sources::fits(text.substr(0, size / 2), text.substr(size / 2)));
  return 0;
}
