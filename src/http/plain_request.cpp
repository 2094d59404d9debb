// SPDX-License-Identifier: Apache-2.0
#include "http/plain_request.hpp"

#include "http/same_name.hpp"
#include "shelfcast/base/words.hpp"
#include "shelfcast/http/message.hpp"

#include <algorithm>
#include <cstdint>

namespace shelfcast::http {

namespace {

constexpr std::uint8_t kTargetByte = 1;
constexpr std::uint8_t kNameByte = 2;
constexpr std::uint8_t kValueByte = 4;

constexpr std::array<std::uint8_t, 256> kinds_of_bytes() {
  std::array<std::uint8_t, 256> kinds{};
  constexpr std::string_view kNoNames = "\"(),/:;<=>?@[\\]{}";
  for (unsigned char c = 0x21; c < 0x7f; ++c) {
    kinds[c] = kTargetByte | kValueByte;
    if (!kNoNames.contains(static_cast<char>(c))) kinds[c] |= kNameByte;
  }
  kinds[' '] = kinds['\t'] = kValueByte;
  return kinds;
}
constexpr auto kKinds = kinds_of_bytes();

/// The bytes of one kind in front, which are taken off.
std::string_view take_all(std::string_view& bytes, std::uint8_t kind) {
  std::size_t size = 0;
  while (size < bytes.size() && (kKinds[static_cast<unsigned char>(bytes[size])] & kind) != 0) ++size;
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return taken;
}

bool take(std::string_view& bytes, std::string_view expected) {
  if (!bytes.starts_with(expected)) return false;
  bytes.remove_prefix(expected.size());
  return true;
}

/// These say where the message ends, or that it goes on as something else.
bool frames_the_message(std::string_view name) {
  static constexpr std::array<std::string_view, 7> kFraming = {
      "Content-Length", "Transfer-Encoding", "Expect", "Upgrade", "Proxy-Connection", "Trailer", "TE"};
  return std::ranges::any_of(kFraming, [&](std::string_view framing) { return same_name(name, framing); });
}

}  // namespace

bool PlainRequest::read(std::string_view bytes, std::size_t at_most) {
  count_ = hosts_ = 0;
  closes_ = false;
  std::string_view rest = bytes.substr(0, at_most);
  const std::size_t available = rest.size();
  method_ = take(rest, "GET ") ? "GET" : take(rest, "HEAD ") ? "HEAD" : "";
  if (method_.empty()) return false;
  target_ = take_all(rest, kTargetByte);
  if (target_.empty() || !take(rest, " HTTP/1.1\r\n")) return false;
  while (!take(rest, "\r\n")) {
    const std::string_view name = take_all(rest, kNameByte);
    if (name.empty() || !take(rest, ":")) return false;
    const std::string_view value = take_all(rest, kValueByte);
    if (!take(rest, "\r\n") || !take_field(name, trimmed(value))) return false;
  }
  size_ = available - rest.size();
  return hosts_ == 1;
}

bool PlainRequest::take_field(std::string_view name, std::string_view value) {
  if (count_ == kMostFields || frames_the_message(name)) return false;
  if (same_name(name, "Host")) ++hosts_;
  if (same_name(name, "Connection")) {
    const bool says_so_already = !head().get("Connection").empty();
    closes_ = same_name(value, "close");
    if (says_so_already || (!closes_ && !same_name(value, "keep-alive"))) return false;
  }
  fields_[count_++] = {name, value};
  return true;
}

void PlainRequest::copy_to(Request& request) const {
  request.method = method_;
  request.target = target_;
  request.headers.fields.reserve(count_);
  for (const auto& [name, value] : head().headers) request.headers.fields.emplace_back(name, value);
}

}  // namespace shelfcast::http
