// SPDX-License-Identifier: Apache-2.0
// Which requests may become a WebSocket: RFC 6455, section 4.2.1.
#include "http/same_name.hpp"
#include "shelfcast/base/words.hpp"
#include "shelfcast/http/web_socket.hpp"

#include <algorithm>

namespace shelfcast::http {

namespace {

constexpr std::string_view kVersion = "13";
constexpr std::size_t kKeySize = 24;  // 16 bytes in base64

/// Whether a list with commas between its words, in any number of headers of that name, holds this one.
template <class IsSame>
bool lists(const Request& request, std::string_view header, IsSame is_same) {
  for (const auto& [name, value] : request.headers.fields) {
    if (!same_name(name, header)) continue;
    for (std::string_view rest = value; !rest.empty();)
      if (is_same(next_part(rest, ','))) return true;
  }
  return false;
}

bool lists_word(const Request& request, std::string_view header, std::string_view word) {
  return lists(request, header, [&](std::string_view one) { return same_name(one, word); });
}

bool is_key(std::string_view text) {
  const auto is_base64 = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  };
  return text.size() == kKeySize && text.ends_with("==") &&
         std::ranges::all_of(text.substr(0, kKeySize - 2), is_base64);
}

Response bad_handshake(int status, std::string_view detail, const Request& request) {
  return problem(status, "bad-handshake", "This cannot become a WebSocket", detail, request);
}

}  // namespace

bool asks_for_web_socket(const Request& request) {
  return request.method == "GET" && lists_word(request, "Upgrade", "websocket") &&
         lists_word(request, "Connection", "upgrade");
}

bool offers_subprotocol(const Request& request, std::string_view name) {
  return lists(request, "Sec-WebSocket-Protocol", [&](std::string_view one) { return one == name; });
}

std::optional<Response> refuse_handshake(const Request& request) {
  if (trimmed(request.headers.get("Sec-WebSocket-Version").value_or("")) != kVersion) {
    auto refused = bad_handshake(426, "Sec-WebSocket-Version must be 13.", request);
    refused.headers.set("Upgrade", "websocket");
    refused.headers.set("Sec-WebSocket-Version", kVersion);
    return refused;
  }
  if (!is_key(trimmed(request.headers.get("Sec-WebSocket-Key").value_or(""))))
    return bad_handshake(400, "Sec-WebSocket-Key must be 16 bytes in base64.", request);
  const auto origin = request.headers.get("Origin");
  if (origin && !is_from_own_page(*origin, request.headers.get("Host").value_or("")))
    return problem(403, "foreign-origin", "This page may not", "The Origin must be this server's own.", request);
  return std::nullopt;
}

}  // namespace shelfcast::http
