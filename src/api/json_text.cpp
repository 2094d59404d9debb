// SPDX-License-Identifier: Apache-2.0
#include "api/json_text.hpp"

#include "shelfcast/base/whole_number.hpp"
#include "shelfcast/base/written.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace shelfcast::api {

Micro nearest(Micro value, Micro unit) {
  return (value + (value < 0 ? -unit : unit) / 2) / unit;
}

void put_string(std::string& json, std::string_view text) {
  const auto is_plain = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; };
  json += '"';
  for (std::string_view rest = text; !rest.empty();) {
    const auto special = std::ranges::find_if_not(rest, is_plain);
    json.append(rest.begin(), special);
    rest.remove_prefix(static_cast<std::size_t>(special - rest.begin()));
    if (rest.empty()) break;
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else {
      fmt::format_to(std::back_inserter(json), "\\u{:04x}", static_cast<unsigned>(c));
    }
  }
  json += '"';
}

void put_money(std::string& json, Micro amount) {
  write_minor(json, nearest(amount, kMicroPerMinor));
}

void put_whole(std::string& json, Micro units) {
  write_number(json, nearest(units, kMicro));
}

void put_exact(std::string& json, Micro value) {
  write_micro(json, value);
}

void put_confidence(std::string& json, std::optional<double> chance) {
  if (!chance) {
    json += "null";
    return;
  }
  const auto parts = std::llround(*chance * 10'000);
  write_number(json, parts / 10'000);
  json += '.';
  write_padded<4>(json, parts % 10'000);
  for (int spare = 0; spare < 2 && json.back() == '0'; ++spare) json.pop_back();
}

void put_outside_id(std::string& json, std::string_view id) {
  if (is_whole_number(id)) {
    json += id;
  } else {
    put_string(json, id);
  }
}

}  // namespace shelfcast::api
