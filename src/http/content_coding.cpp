// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/content_coding.hpp"

#include "http/same_name.hpp"
#include "shelfcast/base/words.hpp"

namespace shelfcast::http {
namespace {

/// "q=0", "q=0.000": not at all.
bool forbids(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string_view one = next_part(parameters, ';');
    const bool is_quality = one.size() > 2 && same_name(one.substr(0, 2), "q=");
    if (is_quality && one.substr(2).find_first_not_of("0.") == std::string_view::npos) return true;
  }
  return false;
}

/// gzip goes by an older name, too.
bool names_coding(std::string_view name, std::string_view coding) {
  return same_name(name, coding) || (coding == "gzip" && same_name(name, "x-gzip"));
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    std::string_view item = next_part(accept_encoding, ',');
    const std::string_view name = next_part(item, ';');
    if (names_coding(name, coding)) return !forbids(item);
    if (name == "*") any = !forbids(item);
  }
  return any;
}

}  // namespace shelfcast::http
