// SPDX-License-Identifier: Apache-2.0
#include "monitor/couriers.hpp"

#include <algorithm>

namespace shelfcast::monitor {
namespace {

constexpr std::size_t kMostThreads = 8;

}  // namespace

Couriers::~Couriers() {
  {
    const std::scoped_lock lock(changing_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Couriers::take(Parcel parcel) {
  const std::scoped_lock lock(changing_);
  held_.insert(parcel.kept.id);
  waiting_.push_back(std::move(parcel));
  if (idle_ < waiting_.size() && threads_.size() < kMostThreads) threads_.emplace_back([this] { work(); });
  changed_.notify_all();
}

std::set<std::int64_t> Couriers::held() const {
  const std::scoped_lock lock(changing_);
  return held_;
}

void Couriers::wait() {
  std::unique_lock lock(changing_);
  changed_.wait(lock, [this] { return held_.empty(); });
}

/// The first whose host is free. Under the lock.
std::optional<Parcel> Couriers::next() {
  const auto found = std::ranges::find_if(waiting_, [this](const Parcel& p) { return !busy_hosts_.contains(p.host); });
  if (found == waiting_.end()) return std::nullopt;
  std::optional parcel(std::move(*found));
  waiting_.erase(found);
  return parcel;
}

void Couriers::work() {
  std::unique_lock lock(changing_);
  while (!stopping_) {
    const auto parcel = next();
    if (!parcel) {
      ++idle_;
      changed_.wait(lock);
      --idle_;
      continue;
    }
    busy_hosts_.insert(parcel->host);
    lock.unlock();
    carry_(*parcel);
    lock.lock();
    busy_hosts_.erase(parcel->host);
    held_.erase(parcel->kept.id);
    changed_.notify_all();
  }
}

}  // namespace shelfcast::monitor
