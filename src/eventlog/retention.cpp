// SPDX-License-Identifier: Apache-2.0
#include "eventlog/retention.hpp"

#include <algorithm>

namespace shelfcast::eventlog {
namespace {

// How exact ages and sizes are.
constexpr std::int64_t kSecondsBetweenMarks = 60;
constexpr std::uint64_t kBytesBetweenMarks = 16ULL << 20U;

}  // namespace

Retention::Retention(storage::Store& store, const Clock* clock, std::vector<TopicRule> rules)
    : store_(store), clock_(clock), rules_(std::move(rules)) {}

const TopicRule* Retention::rule_of(std::string_view topic) const {
  const auto found = std::ranges::find(rules_, topic, &TopicRule::topic);
  return found == rules_.end() ? nullptr : &*found;
}

void Retention::mark(const TopicRule& rule, End end, storage::Batch& into) {
  const Instant now = clock_->now();
  const auto last = last_.find(rule.topic);
  const bool due = last == last_.end() || now < last->second.at || now >= last->second.at + kSecondsBetweenMarks ||
                   end.bytes >= last->second.bytes + kBytesBetweenMarks;
  if (!due) return;
  std::string value;
  put_u64(value, static_cast<std::uint64_t>(now.seconds));
  put_u64(value, end.bytes);
  into.put(kEventMarks, key_of(rule.topic, end.offset), value);
  last_[rule.topic] = {now, end.bytes};
}

Result<Offset> Retention::first_kept(const TopicRule& rule, End end) const {
  const Instant now = clock_->now();
  Offset first = 0;
  const auto visit = [&](std::string_view key, std::string_view value) {
    ByteReader reader(value);
    const Instant at{static_cast<std::int64_t>(reader.u64())};
    const std::uint64_t younger_bytes = end.bytes - reader.u64();
    // What stands before the mark came no later than it.
    if (at + rule.keep_seconds > now && younger_bytes < rule.keep_bytes) return false;
    first = offset_of(key);
    return true;
  };
  auto done = store_.scan(kEventMarks, key_of(rule.topic, Offset{0}), key_of(rule.topic, kLast), visit);
  if (!done) return std::unexpected(done.error());
  return first;
}

}  // namespace shelfcast::eventlog
