// SPDX-License-Identifier: Apache-2.0
#include "identity/web.hpp"

#include "shelfcast/http/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace shelfcast::identity {
namespace {

constexpr std::chrono::seconds kPatience{5};

struct Place {
  http::TcpAddress address;
  std::string target;
};

std::optional<Place> place_of(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return std::nullopt;
  url.remove_prefix(kScheme.size());
  const auto path = std::min(url.find_first_of("/?"), url.size());
  const std::string_view authority = url.substr(0, path);
  const auto colon = authority.rfind(':');
  Place place{.address = {.host = std::string(authority.substr(0, colon)), .port = 80},
              .target = std::string(url.substr(path))};
  if (!place.target.starts_with('/')) place.target.insert(0, "/");
  if (colon != std::string_view::npos) {
    const auto port = authority.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), place.address.port);
    if (error != std::errc() || end != port.data() + port.size()) return std::nullopt;
  }
  const bool is_sound = !place.address.host.empty() && place.address.host.find('@') == std::string::npos &&
                        std::ranges::all_of(place.target, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
  return is_sound ? std::optional(std::move(place)) : std::nullopt;
}

Result<http::Response> ask(std::string_view url, http::Request request) {
  auto place = place_of(url);
  if (!place) return fail(Code::config, std::string(url), "must be a URL as http://issuer:8080/path");
  request.target = std::move(place->target);
  return http::fetch(place->address, request, kPatience);
}

std::string escaped(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                          c == '_' || c == '.' || c == '~';
    encoded += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

}  // namespace

Result<http::Response> get(std::string_view url) {
  http::Request request;
  request.method = "GET";
  request.headers.set("Accept", "application/json");
  return ask(url, std::move(request));
}

Result<http::Response> post(std::string_view url, const Form& form, const http::Headers& headers) {
  http::Request request;
  request.method = "POST";
  request.headers = headers;
  request.headers.set("Accept", "application/json");
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.body = form_encoded(form);
  return ask(url, std::move(request));
}

std::string form_encoded(const Form& form) {
  std::string text;
  for (const auto& [name, value] : form)
    text += fmt::format("{}{}={}", text.empty() ? "" : "&", escaped(name), escaped(value));
  return text;
}

Result<std::string> body_of(Result<http::Response> answer, std::string_view url) {
  if (!answer) return std::unexpected(answer.error());
  if (answer->status == 200) return std::move(answer->body);
  return fail(Code::unavailable, std::string(url), fmt::format("answered {}", answer->status));
}

}  // namespace shelfcast::identity
