// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/time.hpp"
#include "shelfcast/monitor/outbox.hpp"

#include <functional>
#include <memory>
#include <string_view>

namespace shelfcast::monitor {

/// Where a recipient is reached over a channel. `not_found` or `rejected`: nowhere, ever; else: not now.
using AddressBook = std::function<Result<Address>(std::string_view recipient, Channel channel)>;

/// Sends what the outbox holds, over each channel by couriers of its own (8 threads at most), one at a time to a host:
/// whoever is slow holds up nobody else. A recipient who could not be reached is left alone for half a minute, or for
/// as long as was asked for.
///
/// Calls: construct, (deliver | wait)*, all from one thread. The destructor waits for letters that are being sent,
/// which ends soon where the channels were told to stop (ChannelOptions::stopping); the others are due at the next
/// start.
class Postman {
 public:
  /// Both outlive it.
  Postman(Outbox& outbox, const Notifiers& notifiers, AddressBook address_of);
  ~Postman();
  Postman(const Postman&) = delete;
  Postman& operator=(const Postman&) = delete;

  /// Hands what is due to the couriers, and returns at once. They note what became of it, as of `now`, and count it.
  /// The health flag "alert delivery" is degraded while letters died within a day.
  void deliver(Instant now);
  /// Until the couriers have nothing left to do.
  void wait();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace shelfcast::monitor
