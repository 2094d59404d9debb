// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/outbox.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace shelfcast::monitor {

/// A letter on its way.
struct Parcel {
  KeptLetter kept;
  Address address;
  std::string host;  ///< to which only one is carried at a time
  Instant now;       ///< when it was handed over
};

/// The threads of one channel. They come to be when they are needed.
///
/// Calls: (take | held | wait)*, from one thread. The destructor waits for what is being carried, and drops the
/// rest.
class Couriers {
 public:
  static constexpr std::size_t kMostHeld = 200;

  /// `carry` must not throw; any thread may call it.
  explicit Couriers(std::function<void(const Parcel&)> carry) : carry_(std::move(carry)) {}
  ~Couriers();
  Couriers(const Couriers&) = delete;
  Couriers& operator=(const Couriers&) = delete;

  void take(Parcel parcel);
  /// The letters that wait here, or are being carried. There should not be more than `kMostHeld`.
  [[nodiscard]] std::set<std::int64_t> held() const;
  void wait();

 private:
  void work();
  std::optional<Parcel> next();

  const std::function<void(const Parcel&)> carry_;
  mutable std::mutex changing_;  // guards all below
  std::condition_variable changed_;
  std::deque<Parcel> waiting_;
  std::set<std::int64_t> held_;  // waiting or being carried
  std::set<std::string> busy_hosts_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace shelfcast::monitor
