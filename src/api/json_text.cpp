// SPDX-License-Identifier: Apache-2.0
#include "api/json_text.hpp"

#include "shelfcast/base/whole_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace shelfcast::api {

Micro nearest(Micro value, Micro unit) {
  return (value + (value < 0 ? -unit : unit) / 2) / unit;
}

void put_string(std::string& json, std::string_view text) {
  json += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(json), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      json += c;
    }
  }
  json += '"';
}

void put_money(std::string& json, Micro amount) {
  json += format_minor(nearest(amount, kMicroPerMinor));
}

void put_whole(std::string& json, Micro units) {
  fmt::format_to(std::back_inserter(json), "{}", nearest(units, kMicro));
}

void put_exact(std::string& json, Micro value) {
  json += format_micro(value);
}

void put_confidence(std::string& json, std::optional<double> chance) {
  if (!chance) {
    json += "null";
    return;
  }
  std::string text = fmt::format("{:.4f}", *chance);
  for (int spare = 0; spare < 2 && text.back() == '0'; ++spare) text.pop_back();
  json += text;
}

void put_outside_id(std::string& json, std::string_view id) {
  if (is_whole_number(id)) {
    json += id;
  } else {
    put_string(json, id);
  }
}

}  // namespace shelfcast::api
