// SPDX-License-Identifier: Apache-2.0
#include "identity/issuer_keys.hpp"

#include "identity/web.hpp"
#include "shelfcast/storage/files.hpp"
#include "shelfcast/telemetry/health.hpp"
#include "shelfcast/telemetry/log.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>

#include <utility>

namespace shelfcast::identity {
namespace {

constexpr std::chrono::seconds kBetweenLooks{1};

void report(const std::string& issuer, const Result<KeySet>& read) {
  telemetry::counter("shelfcast_identity_key_reads_total", {{"outcome", read ? "ok" : "failed"}}).add();
  const std::string flag = "keys of " + issuer;
  if (read) return telemetry::set_health(flag, telemetry::Condition::ok, "");
  telemetry::set_health(flag, telemetry::Condition::degraded, read.error().text());
  telemetry::log(telemetry::Severity::warning, "an issuer's keys cannot be read, the last good ones stay",
                 {{"issuer", issuer}, {"problem", read.error().text()}});
}

}  // namespace

IssuerKeys::IssuerKeys(const Clock& clock, Read read, Options options)
    : clock_(clock),
      read_(std::move(read)),
      options_(std::move(options)),
      looking_(kBetweenLooks, [this] { look(); }) {}

IssuerKeys::IssuerKeys(const Clock& clock, KeySet keys) : IssuerKeys(clock, Read(), {}) {
  keys_ = std::make_shared<const KeySet>(std::move(keys));
}

void IssuerKeys::start() {
  if (!read_) return;
  look();  // so that the first request finds them, where the issuer is there
  looking_.start();
}

void IssuerKeys::stop() {
  looking_.stop();
}

KeySetPtr IssuerKeys::current() const {
  const std::scoped_lock lock(changing_);
  return keys_;
}

void IssuerKeys::is_missed() {
  {
    const std::scoped_lock lock(changing_);
    if (!read_ || missed_) return;
    missed_ = true;
  }
  looking_.soon();
}

void IssuerKeys::look() {
  const Instant now = clock_.now();
  {
    const std::scoped_lock lock(changing_);
    const bool is_due = missed_ || now.seconds - read_at_.seconds >= options_.every_seconds;
    const bool is_cool = now.seconds - tried_.seconds >= options_.cool_down || now < tried_;
    if (!read_ || !is_due || !is_cool) return;
    tried_ = now;
  }
  read_again(now);
}

void IssuerKeys::read_again(Instant now) {
  const auto text = read_();
  auto keys = text ? read_jwks(*text) : Result<KeySet>(std::unexpected(text.error()));
  report(options_.issuer, keys);
  const std::scoped_lock lock(changing_);
  if (!keys) return;  // still due: tried again after the cool-down
  keys_ = std::make_shared<const KeySet>(std::move(*keys));
  read_at_ = now;
  missed_ = false;
}

IssuerKeys::Read jwks_at(std::string place, std::string ca_file) {
  if (place.starts_with("http:") || place.starts_with("https:")) {
    return [place = std::move(place), ca_file = std::move(ca_file)] { return body_of(get(place, ca_file), place); };
  }
  return [place = std::move(place)] { return storage::read_file(place); };
}

}  // namespace shelfcast::identity
