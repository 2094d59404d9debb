// SPDX-License-Identifier: Apache-2.0
#include "identity/own_page.hpp"

#include "shelfcast/base/words.hpp"

#include <string>
#include <string_view>

namespace shelfcast::identity {
namespace {

std::string host_of(const http::Request& request) {
  return lowered(request.headers.get("Host").value_or(""));
}

bool is_always_this_machine(std::string_view host) {
  const auto name = host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
  const bool is_address = name.find_first_not_of("0123456789.") == std::string_view::npos;
  return name == "localhost" || name == "[::1]" || (is_address && name.starts_with("127."));
}

}  // namespace

bool is_from_our_page(const http::Request& request) {
  if (request.method == "GET" || request.method == "HEAD") return true;
  const auto origin = lowered(request.headers.get("Origin").value_or(""));
  const auto host = host_of(request);
  const auto after_scheme = origin.find("://");
  return after_scheme != std::string::npos && !host.empty() && origin.substr(after_scheme + 3) == host;
}

bool is_from_no_foreign_page(const http::Request& request) {
  const bool names_none = !request.headers.get("Origin");
  return (names_none || is_from_our_page(request)) && is_always_this_machine(host_of(request));
}

}  // namespace shelfcast::identity
