// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/url.hpp"

#include <algorithm>
#include <charconv>

namespace shelfcast::http {

namespace {

constexpr std::string_view kPlain = "http://";
constexpr std::string_view kSecure = "https://";

std::optional<TcpAddress> read_address(std::string_view authority, std::uint16_t usual_port) {
  TcpAddress address{.host = {}, .port = usual_port};
  const bool is_v6 = authority.starts_with('[');
  const auto end_of_host = is_v6 ? authority.find(']') : authority.find(':');
  if (is_v6 && end_of_host == std::string_view::npos) return std::nullopt;
  address.host = is_v6 ? authority.substr(1, end_of_host - 1) : authority.substr(0, end_of_host);
  authority.remove_prefix(std::min(authority.size(), is_v6 ? end_of_host + 1 : end_of_host));
  if (!authority.empty()) {
    if (authority.front() != ':') return std::nullopt;
    authority.remove_prefix(1);
    const auto [end, error] = std::from_chars(authority.data(), authority.data() + authority.size(), address.port);
    if (error != std::errc() || end != authority.data() + authority.size()) return std::nullopt;
  }
  const bool is_sound = !address.host.empty() && address.host.find('@') == std::string::npos;
  return is_sound ? std::optional(std::move(address)) : std::nullopt;
}

}  // namespace

Endpoint Url::endpoint(const std::string& ca_file) const {
  if (is_secure) return TlsAddress{.tcp = address, .ca_file = ca_file};
  return address;
}

std::optional<Url> read_url(std::string_view text) {
  const bool is_secure = text.starts_with(kSecure);
  if (!is_secure && !text.starts_with(kPlain)) return std::nullopt;
  text.remove_prefix(is_secure ? kSecure.size() : kPlain.size());
  const bool can_be_sent = std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
  if (!can_be_sent) return std::nullopt;
  const auto path = std::min(text.find_first_of("/?"), text.size());
  auto address = read_address(text.substr(0, path), is_secure ? 443 : 80);
  if (!address) return std::nullopt;
  Url url{.is_secure = is_secure, .address = std::move(*address), .target = std::string(text.substr(path))};
  if (!url.target.starts_with('/')) url.target.insert(0, "/");
  return url;
}

}  // namespace shelfcast::http
