// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "identity/key_set.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/runtime/repeating.hpp"

#include <functional>
#include <mutex>
#include <string>

namespace shelfcast::identity {

/// An issuer's published keys, read again now and then, and early when a token names one that is not among them. Who
/// asks never waits for the issuer. While it cannot be read, the last good keys stay.
///
/// Calls: construct, start, (current | is_missed)*, stop; any thread. `look` is what the thread does: for tests.
class IssuerKeys {
 public:
  struct Options {
    std::string issuer;  ///< for logs
    std::int64_t every_seconds = 600;
    std::int64_t cool_down = 30;  ///< between two attempts, however many unknown keys are named
  };
  using Read = std::function<Result<std::string>()>;

  IssuerKeys(const Clock& clock, Read read, Options options);
  /// Keys that never change.
  IssuerKeys(const Clock& clock, KeySet keys);

  void start();
  void stop();
  [[nodiscard]] KeySetPtr current() const;
  /// A token names a key that is not there: they are read again soon, if that is not just done.
  void is_missed();
  void look();

 private:
  void read_again(Instant now);

  const Clock& clock_;
  const Read read_;  // empty: they never change
  const Options options_;
  mutable std::mutex changing_;  // guards all below
  KeySetPtr keys_ = std::make_shared<const KeySet>();
  bool missed_ = true;
  Instant tried_{std::numeric_limits<std::int64_t>::min() / 2};
  Instant read_at_{std::numeric_limits<std::int64_t>::min() / 2};
  runtime::Repeating looking_;
};

/// The text of a file or of what a URL answers; `ca_file` as in `get`.
IssuerKeys::Read jwks_at(std::string place, std::string ca_file);

}  // namespace shelfcast::identity
