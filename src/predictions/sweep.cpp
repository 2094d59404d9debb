// SPDX-License-Identifier: Apache-2.0
#include "predictions/folders.hpp"
#include "predictions/shelf.hpp"

#include <algorithm>

namespace shelfcast::predictions {
namespace {

/// How long a refreshed table that was replaced stays for those who are turning its pages.
constexpr std::int64_t kPageSeconds = kHour;

/// Whether a period of some frame began after this table and not after the next one: then it is what was promised.
bool is_the_last_before_a_period(const Entry& entry, Instant next_published) {
  const auto zone = TimeZone::find(entry.time_zone);
  if (!zone) return true;  // a zone that went away is no reason to delete
  const Day day = zone->local_day(entry.kept.published);
  return std::ranges::any_of(kFrames, [&](const FrameRow& row) {
    const Day next_start = period_of(row.frame, day, entry.week_start).last + 1;
    return zone->midnight(next_start) <= next_published;
  });
}

}  // namespace

std::vector<std::string> to_sweep(const std::vector<Entry>& entries, Instant now, int keep_days) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i + 1 < entries.size(); ++i) {
    const bool old = entries[i].kept.published < now - keep_days * kDaySeconds;
    const bool passed_by = entries[i].refreshed && entries[i + 1].kept.published < now - kPageSeconds;
    if ((old || passed_by) && !is_the_last_before_a_period(entries[i], entries[i + 1].kept.published)) {
      ids.push_back(entries[i].kept.id);
    }
  }
  return ids;
}

Result<std::vector<std::string>> Shelf::sweep(Instant now, int keep_days) {
  const std::scoped_lock alone(changing_);
  remove_leftovers(folder_);
  const TablePtr serving = current();
  std::vector<std::string> gone;
  for (const auto& id : to_sweep(entries(), now, keep_days)) {
    if ((serving && serving->id() == id) || was_just_brought_back(id, now)) continue;
    if (const auto removed = remove(id); !removed) return std::unexpected(removed.error());
    std::erase_if(brought_back_, [&](const BroughtBack& table) { return table.id == id; });
    gone.push_back(id);
  }
  return gone;
}

bool Shelf::was_just_brought_back(const std::string& id, Instant now) const {
  const auto found = std::ranges::find(brought_back_, id, &BroughtBack::id);
  return found != brought_back_.end() && found->at > now - kDaySeconds;
}

Result<void> Shelf::remove(const std::string& id) {
  if (auto taken = take_away(folder_of(id)); !taken) return taken;
  const std::scoped_lock guard(lock_);
  std::erase_if(entries_, [&](const Entry& entry) { return entry.kept.id == id; });
  return {};
}

}  // namespace shelfcast::predictions
