// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/orders/desk.hpp"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

namespace shelfcast::orders {

/// Acts that came together and are answered together.
struct Submission {
  std::vector<Act> acts;
  Desk::Done done;
};

/// What waits for the desk: bounded, taken out in the order in which it came. Any thread may put, one takes.
class Queue {
 public:
  explicit Queue(std::size_t capacity) : capacity_(capacity) {}

  /// False where there is no room, or the queue is closed. `submission` is untouched then.
  bool put(Submission& submission);
  /// The same, but waits for room.
  bool put_when_there_is_room(Submission& submission);
  /// Waits until there is something; takes what there is, up to `at_most` acts or one submission. Nothing: it is
  /// closed and empty.
  std::vector<Submission> take(std::size_t at_most);
  void close();

 private:
  [[nodiscard]] bool has_room(const Submission& submission) const;
  void add(Submission& submission);

  const std::size_t capacity_;
  std::mutex changing_;  // guards all below
  std::condition_variable filled_;
  std::condition_variable emptied_;
  std::vector<Submission> waiting_;
  std::size_t acts_ = 0;
  bool closed_ = false;
};

}  // namespace shelfcast::orders
