// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/cycle.hpp"
#include "shelfcast/training/train.hpp"
#include "training/members.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace shelfcast::training {

/// Which members take part in a training: it measures how long each works in all, leaves out who takes too long, and
/// keeps who was replaced and why. Any thread.
class Attendance {
 public:
  explicit Attendance(Terms terms = {});

  /// Has a member do something, unless it is left out; nullopt where it is.
  template <class Work>
  auto have(const Bench& bench, std::size_t member, const Work& work) -> std::optional<decltype(work())> {
    if (!takes_part(bench, member)) return std::nullopt;
    const double began = terms_.stopwatch();
    auto done = work();
    spend(bench, member, terms_.stopwatch() - began);
    return done;
  }
  /// Its simpler one stands in for it. Of several reasons the first in the alphabet is kept, whatever thread was first.
  void replace(const Bench& bench, std::size_t member, const std::string& reason);

  [[nodiscard]] bool takes_part(const Bench& bench, std::size_t member) const;
  /// As "boosting of products", ascending.
  [[nodiscard]] std::vector<std::string> left_out() const;
  [[nodiscard]] std::vector<domain::Replacement> replaced() const;

 private:
  struct Reason {
    std::string_view by;
    std::string sentence;
  };
  void spend(const Bench& bench, std::size_t member, double seconds);

  Terms terms_;
  mutable std::mutex lock_;
  std::map<std::string, double> seconds_;
  std::set<std::string> left_out_;
  std::map<std::string, Reason> replaced_;
};

/// "boosting of products".
std::string name_of(const Bench& bench, std::size_t member);

}  // namespace shelfcast::training
