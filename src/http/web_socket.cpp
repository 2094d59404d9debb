// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/web_socket.hpp"

#include "shelfcast/base/utf8.hpp"

#include <utility>

namespace shelfcast::http {

namespace {

constexpr std::size_t kLongestReason = 123;  // a control frame holds 125 bytes, of which two are the code

std::string cut_to_fit(std::string_view reason) {
  std::string cut(reason.substr(0, kLongestReason));
  while (!is_utf8(cut)) cut.pop_back();
  return cut;
}

}  // namespace

bool WebSocket::send(std::string text) {
  std::unique_lock lock(changing_);
  if (!open_) return false;
  const bool keeps_up = bytes_ + text.size() <= most_waiting_;
  if (keeps_up) {
    bytes_ += text.size();
    waiting_.push_back(std::move(text));
  } else {
    waiting_.clear();
    open_ = false;
    closing_ = {Closing::kTryLater, "You read too slowly."};
  }
  more_.now(std::move(lock));
  return keeps_up;
}

void WebSocket::close(std::uint16_t code, std::string_view reason) {
  std::unique_lock lock(changing_);
  if (!std::exchange(open_, false)) return;
  closing_ = {code, cut_to_fit(reason)};
  more_.now(std::move(lock));
}

bool WebSocket::is_open() const {
  const std::scoped_lock lock(changing_);
  return open_;
}

std::optional<WebSocket::Outgoing> WebSocket::take() {
  const std::scoped_lock lock(changing_);
  if (waiting_.empty()) return std::exchange(closing_, std::nullopt);
  std::string text = std::move(waiting_.front());
  waiting_.pop_front();
  bytes_ -= text.size();
  return text;
}

void WebSocket::when_more(std::function<void()> tell) {
  std::unique_lock lock(changing_);
  more_.set(std::move(tell));
  if (!waiting_.empty() || closing_) more_.now(std::move(lock));
}

void WebSocket::abandon() {
  const std::scoped_lock lock(changing_);
  open_ = false;
  waiting_.clear();
  closing_ = std::nullopt;
  more_.forget();
}

Response upgraded(Upgrade upgrade) {
  return {.status = 101, .headers = {}, .body = {}, .upgrade = std::make_shared<const Upgrade>(std::move(upgrade))};
}

}  // namespace shelfcast::http
