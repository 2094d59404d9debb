// SPDX-License-Identifier: Apache-2.0
#include "http/prepared_answers.hpp"

#include "http/packing.hpp"
#include "shelfcast/base/whole_number.hpp"
#include "shelfcast/http/content_coding.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <algorithm>

namespace shelfcast::http {

namespace {

constexpr std::size_t kShards = 16;
// Below this, one shard: shards of a few entries each would throw out what was used a moment ago.
constexpr std::size_t kWorthSplitting = 1024;
constexpr std::size_t kLongestKey = 1024;
constexpr std::size_t kLongestAsker = 128;

/// Stands for nothing but itself, in a path as in JSON.
bool is_plain(std::string_view asker) {
  return !asker.empty() && asker.size() <= kLongestAsker && asker != "." && asker != ".." &&
         std::ranges::all_of(asker, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                  c == '.' || c == '~';
         });
}

/// Adds who asks to the key; taken off again at the end.
class WithAsker {
 public:
  explicit WithAsker(WhatIsAsked& asked) : key_(asked.text), size_(asked.text.size()) {
    key_ += '\n';
    key_ += asked.asker;
  }
  ~WithAsker() { key_.resize(size_); }
  WithAsker(const WithAsker&) = delete;
  WithAsker& operator=(const WithAsker&) = delete;

 private:
  std::string& key_;
  std::size_t size_;
};

}  // namespace

PreparedAnswers::PreparedAnswers(const Router& router, std::size_t capacity)
    : hits_(telemetry::counter("shelfcast_prepared_answers_hits_total")),
      misses_(telemetry::counter("shelfcast_prepared_answers_misses_total")) {
  for (const Route& route : router.routes()) {
    if (route.asker.empty()) continue;
    std::string before = route.path.substr(0, route.path.find("{" + route.asker + "}"));
    if (std::ranges::find(before_askers_, before) == before_askers_.end()) before_askers_.push_back(std::move(before));
  }
  const std::size_t count = capacity == 0 ? 0 : capacity < kWorthSplitting ? 1 : kShards;
  for (std::size_t i = 0; i < count; ++i) {
    shards_.push_back(std::make_unique<Shard>(capacity / count + (i < capacity % count ? 1 : 0), kMostBytes / count));
  }
}

void PreparedAnswers::read(const AskedHead& head, WhatIsAsked& asked) const {
  asked.text.clear();
  asked.asker.clear();
  if (head.method != "GET" || !keeps_any()) return;
  const std::string_view accept = head.get("Accept");
  if (head.target.size() + accept.size() > kLongestKey) return;
  std::string_view target = head.target;
  if (!target.starts_with('/')) return;  // else it could look like the key of a target with its asker taken out
  for (const std::string& before : before_askers_) {
    if (!target.starts_with(before)) continue;
    const std::string_view rest = target.substr(before.size());
    const std::string_view asker = rest.substr(0, rest.find_first_of("/?"));
    if (!is_plain(asker)) return;
    asked.asker = asker;
    asked.text = is_whole_number(asker) ? "n" : "t";
    asked.text += before;
    target = rest.substr(asker.size());
    break;
  }
  asked.coding = accepts_coding(head.get("Accept-Encoding"), "gzip") ? Coding::gzip : Coding::none;
  asked.text += target;
  asked.text += asked.coding == Coding::gzip ? "\ng" : "\n-";
  asked.text += accept;
}

PreparedPtr PreparedAnswers::find(WhatIsAsked& asked, double now) {
  if (asked.text.empty()) return nullptr;
  PreparedPtr found = look_up(asked.text, now);
  if (!found && !asked.asker.empty()) {
    const WithAsker alone(asked);
    found = look_up(asked.text, now);
  }
  (found ? hits_ : misses_).add();
  return found;
}

PreparedPtr PreparedAnswers::keep(const Response& answer, const Route& route, WhatIsAsked& asked, double now) {
  auto prepared = std::make_shared<const Prepared>(answer, route, asked.coding, now);
  if (answer.body.size() > kLongest) return prepared;
  const auto put = [&] {
    Shard& shard = shard_of(asked.text);
    const std::scoped_lock lock(shard.using_entries);
    shard.entries.put(asked.text, prepared, answer.body.size());
  };
  if (answer.keeping->asker_alone) {
    const WithAsker alone(asked);
    put();
  } else {
    put();
  }
  return prepared;
}

PreparedPtr PreparedAnswers::look_up(std::string_view key, double now) {
  Shard& shard = shard_of(key);
  PreparedPtr found;
  {
    const std::scoped_lock lock(shard.using_entries);
    found = shard.entries.get(key).value_or(nullptr);
  }
  return found && found->holds(now) ? found : nullptr;
}

PreparedAnswers::Shard& PreparedAnswers::shard_of(std::string_view key) {
  return *shards_[TextHash{}(key) % shards_.size()];
}

}  // namespace shelfcast::http
