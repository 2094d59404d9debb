// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/tell_once.hpp"

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace shelfcast::http {

/// A body that is written while it comes to be: what is pushed goes out in its order, until it ends or its reader is
/// gone. Any thread.
class Feed {
 public:
  /// A reader for whom more bytes wait is too slow: it is dropped.
  explicit Feed(std::size_t most_waiting = std::size_t{64} * 1024) : most_waiting_(most_waiting) {}

  /// False where it has ended, or its reader was dropped by this.
  bool push(std::string_view text);
  /// What waits still goes out.
  void end();
  [[nodiscard]] bool has_ended() const;

  // The server's side:

  /// What waits, which may be nothing; nullopt at the end.
  std::optional<std::string> take();
  /// Calls `tell` once: at once where something waits or it has ended, else on the thread that brings that about.
  void when_more(std::function<void()> tell);
  /// The reader is gone: nothing that waits is needed.
  void abandon();

 private:
  const std::size_t most_waiting_;
  mutable std::mutex changing_;  // guards what follows
  std::string waiting_;
  bool ended_ = false;
  TellOnce more_;
};

}  // namespace shelfcast::http
