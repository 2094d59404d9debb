// SPDX-License-Identifier: Apache-2.0
#include "training/attendance.hpp"

#include <fmt/format.h>

namespace shelfcast::training {

std::string name_of(const Bench& bench, std::size_t member) {
  return fmt::format("{} of {}", bench.members[member].model, bench.of);
}

Attendance::Attendance(Terms terms)
    : terms_(std::move(terms)), left_out_(terms_.left_out.begin(), terms_.left_out.end()) {
  for (const auto& bench : {kOfProducts, kOfGroups, kOfSellers})
    for (std::size_t m = 0; m < bench.members.size(); ++m)
      if (left_out_.contains(name_of(bench, m))) replace(bench, m, "it took too long");
}

bool Attendance::takes_part(const Bench& bench, std::size_t member) const {
  const std::scoped_lock lock(lock_);
  return !left_out_.contains(name_of(bench, member));
}

void Attendance::replace(const Bench& bench, std::size_t member, const std::string& reason) {
  const std::scoped_lock lock(lock_);
  const auto [kept, is_new] =
      replaced_.try_emplace(name_of(bench, member), Reason{bench.members[member].simpler, reason});
  if (!is_new && reason < kept->second.sentence) kept->second.sentence = reason;
}

/// The simplest has nobody to stand in for it: it takes the time that it needs.
void Attendance::spend(const Bench& bench, std::size_t member, double seconds) {
  const std::scoped_lock lock(lock_);
  const auto name = name_of(bench, member);
  const double in_all = seconds_[name] += seconds;
  const auto& simpler = bench.members[member].simpler;
  if (in_all <= terms_.seconds_of_model || simpler.empty()) return;
  left_out_.insert(name);
  replaced_[name] = {simpler, fmt::format("it took longer than {} s", terms_.seconds_of_model)};
}

std::vector<std::string> Attendance::left_out() const {
  const std::scoped_lock lock(lock_);
  return {left_out_.begin(), left_out_.end()};
}

std::vector<domain::Replacement> Attendance::replaced() const {
  const std::scoped_lock lock(lock_);
  std::vector<domain::Replacement> rows;
  rows.reserve(replaced_.size());
  for (const auto& [name, reason] : replaced_) rows.push_back({name, std::string(reason.by), reason.sentence});
  return rows;
}

}  // namespace shelfcast::training
