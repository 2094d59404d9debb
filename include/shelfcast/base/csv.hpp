// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace shelfcast {

/// A field of CSV, in quotes where RFC 4180 wants them.
inline std::string csv_field(const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string out = "\"";
  for (const char c : field) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

}  // namespace shelfcast
