// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/feed.hpp"

#include <utility>

namespace shelfcast::http {

bool Feed::push(std::string_view text) {
  std::unique_lock lock(changing_);
  if (ended_) return false;
  const bool keeps_up = waiting_.size() + text.size() <= most_waiting_;
  if (keeps_up) {
    waiting_ += text;
  } else {
    waiting_.clear();
    ended_ = true;
  }
  more_.now(std::move(lock));
  return keeps_up;
}

void Feed::end() {
  std::unique_lock lock(changing_);
  ended_ = true;
  more_.now(std::move(lock));
}

void Feed::abandon() {
  std::unique_lock lock(changing_);
  ended_ = true;
  waiting_.clear();
  more_.now(std::move(lock));
}

bool Feed::has_ended() const {
  const std::scoped_lock lock(changing_);
  return ended_;
}

std::optional<std::string> Feed::take() {
  const std::scoped_lock lock(changing_);
  if (waiting_.empty() && ended_) return std::nullopt;
  return std::exchange(waiting_, {});
}

void Feed::when_more(std::function<void()> tell) {
  std::unique_lock lock(changing_);
  more_.set(std::move(tell));
  if (!waiting_.empty() || ended_) more_.now(std::move(lock));
}

}  // namespace shelfcast::http
