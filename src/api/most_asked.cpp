// SPDX-License-Identifier: Apache-2.0
#include "api/most_asked.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shelfcast::api {
namespace {

std::string day_asked(const Question& question) {
  if (const auto* const day = std::get_if<Day>(&question.about)) return format_day(*day);
  const auto* const instant = std::get_if<Instant>(&question.about);
  return instant ? format_instant(*instant) : "now";
}

std::string name_of(const Wanted& wanted) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", wanted.marketplace, wanted.category.value_or("\n"), wanted.seller,
                     day_asked(wanted.question), canonical(wanted.question, {}, ""), content_type_of(wanted.format));
}

}  // namespace

MostAsked::Times MostAsked::count(const Wanted& wanted) {
  if (!wanted.question.cycle.empty()) return nullptr;
  const std::string name = name_of(wanted);
  const std::scoped_lock lock(using_entries_);
  if (const auto known = entries_.get(name)) return known->times;
  auto times = std::make_shared<std::atomic<std::uint64_t>>(0);
  entries_.put(name, {wanted, times});
  return times;
}

std::vector<Wanted> MostAsked::take(std::string_view marketplace, std::size_t at_most) {
  std::vector<std::pair<std::uint64_t, Wanted>> counted;
  {
    const std::scoped_lock lock(using_entries_);
    entries_.for_each([&](const std::string& /*name*/, Entry& entry) {
      if (entry.wanted.marketplace != marketplace) return;
      const std::uint64_t times = entry.times->load(std::memory_order_relaxed);
      entry.times->fetch_sub(times / 2, std::memory_order_relaxed);
      if (times > 0) counted.emplace_back(times, entry.wanted);
    });
  }
  std::ranges::stable_sort(counted, std::ranges::greater{}, [](const auto& one) { return one.first; });
  std::vector<Wanted> most;
  for (std::size_t i = 0; i < std::min(at_most, counted.size()); ++i) most.push_back(std::move(counted[i].second));
  return most;
}

}  // namespace shelfcast::api
