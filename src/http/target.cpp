// SPDX-License-Identifier: Apache-2.0
#include "http/target.hpp"

#include "http/same_name.hpp"
#include "shelfcast/base/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace shelfcast::http {

namespace {

std::unexpected<Error> bad(std::string_view sentence) {
  return fail(Code::invalid, "target", std::string(sentence));
}

// Most have fewer.
constexpr std::size_t kUsualSegments = 10;
constexpr std::size_t kUsualParameters = 4;

constexpr bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

bool stands_for_itself(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_ascii(c) && c != '\0' && c != '%'; });
}

std::string_view without_scheme_and_host(std::string_view target) {
  if (target.starts_with('/')) return target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!same_name(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    target.remove_prefix(std::min(target.find_first_of("/?"), target.size()));
    break;
  }
  return target;
}

/// What stands before the separator, which is taken off `rest` along with it.
std::string_view next_piece(std::string_view& rest, char separator) {
  const std::string_view piece = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
  return piece;
}

/// A form writes a blank as '+'; browsers do so in queries too.
Result<std::string> decode_form(std::string_view text) {
  if (text.find('+') == std::string_view::npos) return decode(text);
  std::string with_blanks(text);
  std::ranges::replace(with_blanks, '+', ' ');
  return decode(with_blanks);
}

Result<void> read_query(std::string_view rest, Request& request) {
  if (!rest.empty()) request.query.reserve(kUsualParameters);
  while (!rest.empty()) {
    std::string_view pair = next_piece(rest, '&');
    if (pair.empty()) continue;
    auto name = decode_form(next_piece(pair, '='));
    auto value = decode_form(pair);
    if (!name) return std::unexpected(name.error());
    if (!value) return std::unexpected(value.error());
    request.query.emplace_back(std::move(*name), std::move(*value));
  }
  return {};
}

}  // namespace

Result<std::string> decode(std::string_view text) {
  if (stands_for_itself(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto escape = std::min(text.find('%'), text.size());
    out += text.substr(0, escape);
    text.remove_prefix(escape);
    if (text.empty()) break;
    unsigned value = 0;
    const char* const digits = text.data() + 1;
    if (text.size() < 3) return bad("an escape is cut short: % is followed by two hexadecimal digits");
    if (std::from_chars(digits, digits + 2, value, 16).ptr != digits + 2) {
      return bad("a bad escape: % is followed by two hexadecimal digits");
    }
    out += static_cast<char>(value);
    text.remove_prefix(3);
  }
  if (out.find('\0') != std::string::npos) return bad("it holds a NUL");
  if (!is_utf8(out)) return bad("it is not UTF-8");
  return out;
}

std::string_view path_of(std::string_view target) {
  const std::string_view origin = without_scheme_and_host(target);
  return origin.substr(0, origin.find('?'));
}

Result<Segments> segments_of(std::string_view path) {
  Segments segments;
  if (path.empty() || path == "/") return segments;
  if (path.front() != '/') return bad("a path begins with /");
  segments.all.reserve(kUsualSegments);
  for (std::string_view rest = path; !rest.empty();) {
    rest.remove_prefix(1);
    std::string_view segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(segment.size());
    if (!stands_for_itself(segment)) {
      auto decoded = decode(segment);
      if (!decoded) return std::unexpected(decoded.error());
      segment = segments.decoded.emplace_back(std::move(*decoded));
    }
    // Nobody has an honest use for them here, and a proxy in front might resolve them differently.
    if (segment == "." || segment == "..") return bad("a path holds no . or .. segments");
    segments.all.push_back(segment);
  }
  return segments;
}

Result<void> read_target(Request& request) {
  const std::string_view origin = without_scheme_and_host(request.target);
  if (origin.find('#') != std::string_view::npos) return bad("a fragment is not sent");
  std::string_view query = origin;
  const std::string_view path = next_piece(query, '?');
  const bool asks_about_server = path == "*" && request.method == "OPTIONS";
  auto decoded = decode(path.empty() ? "/" : path);
  if (!decoded) return std::unexpected(decoded.error());
  // Whatever else could be wrong with a segment is so with the whole.
  const bool may_hold_dots = decoded->front() != '/' || decoded->find("/.") != std::string::npos;
  if (!asks_about_server && may_hold_dots) {
    if (const auto segments = segments_of(path); !segments) return std::unexpected(segments.error());
  }
  request.path = std::move(*decoded);
  request.query.clear();
  return read_query(query, request);
}

}  // namespace shelfcast::http
