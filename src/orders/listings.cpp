// SPDX-License-Identifier: Apache-2.0
#include "orders/listings.hpp"

#include "shelfcast/telemetry/log.hpp"

#include <chrono>
#include <utility>

namespace shelfcast::orders {

Listings::Reading Listings::read_edition() const {
  Reading reading{.edition = catalogue_.edition(), .directory = {}};
  auto listings = catalogue_.listings(clock_.now());
  if (listings) {
    reading.directory = std::make_shared<const Directory>(std::move(*listings));
  } else {
    reading.directory = std::unexpected(listings.error());
  }
  return reading;
}

Result<void> Listings::take(Reading reading) {
  edition_ = reading.edition;
  if (!reading.directory) return std::unexpected(reading.directory.error());
  const std::scoped_lock lock(swapping_);
  directory_ = std::move(*reading.directory);
  return {};
}

Result<void> Listings::read() {
  return take(read_edition());
}

void Listings::follow() {
  const bool is_reading = reading_.valid();
  if (is_reading && reading_.wait_for(std::chrono::seconds(0)) == std::future_status::ready) catch_up();
  if (!reading_.valid() && is_stale()) reading_ = std::async(std::launch::async, [this] { return read_edition(); });
}

void Listings::catch_up() {
  const auto taken = reading_.valid() ? take(reading_.get()) : read();
  if (!taken) {
    telemetry::log(telemetry::Severity::error, "who sells what could not be read again",
                   {{"problem", taken.error().text()}});
  }
}

std::shared_ptr<const Directory> Listings::current() const {
  const std::scoped_lock lock(swapping_);
  return directory_;
}

}  // namespace shelfcast::orders
