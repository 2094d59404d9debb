// SPDX-License-Identifier: Apache-2.0
#include "identity/own_page.hpp"

#include "shelfcast/base/words.hpp"

#include <string_view>

namespace shelfcast::identity {
namespace {

bool is_always_this_machine(std::string_view host) {
  const auto name = host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
  const bool is_address = name.find_first_not_of("0123456789.") == std::string_view::npos;
  return same_word(name, "localhost") || name == "[::1]" || (is_address && name.starts_with("127."));
}

}  // namespace

bool is_from_our_page(const Shown& shown) {
  if (shown.method == "GET" || shown.method == "HEAD") return true;
  return shown.origin && http::is_from_own_page(*shown.origin, shown.host);
}

bool is_from_no_foreign_page(const Shown& shown) {
  return (!shown.origin || is_from_our_page(shown)) && is_always_this_machine(shown.host);
}

}  // namespace shelfcast::identity
