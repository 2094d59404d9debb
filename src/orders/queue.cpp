// SPDX-License-Identifier: Apache-2.0
#include "orders/queue.hpp"

#include <iterator>
#include <utility>

namespace shelfcast::orders {

bool Queue::has_room(const Submission& submission) const {
  return acts_ == 0 || acts_ + submission.acts.size() <= capacity_;
}

void Queue::add(Submission& submission) {
  acts_ += submission.acts.size();
  waiting_.push_back(std::move(submission));
  filled_.notify_one();
}

bool Queue::put(Submission& submission) {
  const std::scoped_lock lock(changing_);
  if (closed_ || !has_room(submission)) return false;
  add(submission);
  return true;
}

bool Queue::put_when_there_is_room(Submission& submission) {
  std::unique_lock lock(changing_);
  emptied_.wait(lock, [&] { return closed_ || has_room(submission); });
  if (closed_) return false;
  add(submission);
  return true;
}

std::vector<Submission> Queue::take(std::size_t at_most) {
  std::unique_lock lock(changing_);
  filled_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
  std::vector<Submission> taken;
  std::size_t acts = 0;
  auto next = waiting_.begin();
  while (next != waiting_.end() && (taken.empty() || acts + next->acts.size() <= at_most)) {
    acts += next->acts.size();
    taken.push_back(std::move(*next++));
  }
  waiting_.erase(waiting_.begin(), next);
  acts_ -= acts;
  emptied_.notify_all();
  return taken;
}

void Queue::close() {
  const std::scoped_lock lock(changing_);
  closed_ = true;
  filled_.notify_all();
  emptied_.notify_all();
}

}  // namespace shelfcast::orders
