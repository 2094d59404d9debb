// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/ingest/dead_letters.hpp"

#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/digest.hpp"

#include <fmt/format.h>

#include <optional>

namespace shelfcast::ingest {
namespace {

std::string keep_earlier(std::string_view earlier, std::string_view /*later*/) {
  return std::string(earlier);
}

constexpr storage::Family kDeadLetters{"dead_letters", keep_earlier};
constexpr storage::Family kParked{"parked"};      // marketplace, product as text, the letter's key -> nothing
constexpr storage::Family kReplayed{"replayed"};  // nothing -> how many rows were ever replayed
constexpr std::size_t kPrefix = 4;                // the marketplace, before what `key` shows

std::string prefix_of(MarketplaceId marketplace) {
  std::string prefix;
  put_u32(prefix, marketplace.value);
  return prefix;
}

std::string end_of(MarketplaceId marketplace) {
  const MarketplaceId next{marketplace.value + 1};
  return next.value == 0 ? std::string() : prefix_of(next);
}

std::string key_of(const domain::DeadLetter& letter) {
  std::string identity;
  for (const auto& part : {letter.source, letter.position, letter.row}) put_text(identity, part);
  return fmt::format("{}:{}:{}", letter.source, letter.position, hex(fingerprint(identity)));
}

std::string parked_key(MarketplaceId marketplace, std::string_view product) {
  auto key = prefix_of(marketplace);
  put_text(key, product);
  return key;
}

void forget(MarketplaceId marketplace, std::string_view key, const domain::DeadLetter& letter, storage::Batch& into) {
  into.erase(kDeadLetters, prefix_of(marketplace).append(key));
  if (!letter.waits_for.empty()) into.erase(kParked, parked_key(marketplace, letter.waits_for).append(key));
}

std::string encode(const domain::DeadLetter& letter) {
  std::string bytes;
  for (const auto& part : {letter.source, letter.position, letter.code, letter.reason, letter.row}) {
    put_text(bytes, part);
  }
  put_signed(bytes, letter.at.seconds);
  put_text(bytes, letter.payload);
  put_text(bytes, letter.waits_for);
  return bytes;
}

std::optional<domain::DeadLetter> decode(std::string_view bytes) {
  ByteReader reader(bytes);
  domain::DeadLetter letter;
  for (auto* part : {&letter.source, &letter.position, &letter.code, &letter.reason, &letter.row}) {
    *part = reader.text();
  }
  letter.at.seconds = reader.signed_varint();
  letter.payload = reader.text();
  letter.waits_for = reader.text();
  if (!reader.ok()) return std::nullopt;
  return letter;
}

}  // namespace

std::vector<const storage::Family*> DeadLetters::families() {
  return {&kDeadLetters, &kParked, &kReplayed};
}

void DeadLetters::add(MarketplaceId marketplace, std::span<const domain::DeadLetter> letters,
                      storage::Batch& into) const {
  for (const auto& letter : letters) {
    const auto key = key_of(letter);
    into.merge(kDeadLetters, prefix_of(marketplace) + key, encode(letter));
    if (!letter.waits_for.empty()) into.put(kParked, parked_key(marketplace, letter.waits_for) + key, {});
  }
}

Result<std::vector<StoredDeadLetter>> DeadLetters::list(MarketplaceId marketplace, std::string_view after_key,
                                                        std::size_t at_most) const {
  std::vector<StoredDeadLetter> found;
  std::string damaged;
  auto from = prefix_of(marketplace).append(after_key);
  if (!after_key.empty()) from.push_back('\0');  // the least key after it
  const auto visit = [&](std::string_view key, std::string_view value) {
    if (found.size() == at_most) return false;
    const auto shown = key.substr(kPrefix);
    auto letter = decode(value);
    if (!letter) damaged = shown;
    if (letter) found.push_back({std::string(shown), std::move(*letter)});
    return letter.has_value();
  };
  if (auto read = store_.scan(kDeadLetters, from, end_of(marketplace), visit); !read) {
    return std::unexpected(read.error());
  }
  if (!damaged.empty()) return fail(Code::corrupt, damaged, "this dead letter cannot be read");
  return found;
}

Result<std::uint64_t> DeadLetters::count(MarketplaceId marketplace) const {
  std::uint64_t letters = 0;
  const auto visit = [&](std::string_view, std::string_view) {
    ++letters;
    return true;
  };
  const auto read = store_.scan(kDeadLetters, prefix_of(marketplace), end_of(marketplace), visit);
  if (!read) return std::unexpected(read.error());
  return letters;
}

Result<std::optional<domain::DeadLetter>> DeadLetters::find(MarketplaceId marketplace, std::string_view key) const {
  const auto stored = store_.get(kDeadLetters, prefix_of(marketplace).append(key));
  if (!stored) return std::unexpected(stored.error());
  if (!*stored) return std::optional<domain::DeadLetter>();
  auto letter = decode(**stored);
  if (!letter) return fail(Code::corrupt, std::string(key), "this dead letter cannot be read");
  return letter;
}

Result<std::size_t> DeadLetters::replay(const domain::Marketplace& marketplace, std::span<const std::string> keys,
                                        eventlog::EmbeddedLog& log) {
  const std::scoped_lock lock(moving_);
  const auto replayed = store_.get(kReplayed, {});
  if (!replayed) return std::unexpected(replayed.error());
  std::uint64_t number = *replayed ? ByteReader(**replayed).u64() : 0;
  storage::Batch batch;
  std::vector<eventlog::Event> events;
  for (const auto& key : keys) {
    auto letter = find(marketplace.id, key);
    if (!letter) return std::unexpected(letter.error());
    if (!*letter || (*letter)->payload.empty()) continue;
    forget(marketplace.id, key, **letter, batch);
    // A row that is refused and replayed again is another event: its number is never used twice.
    events.push_back({.id = fmt::format("replay/{}", ++number), .key = {}, .payload = std::move((*letter)->payload)});
  }
  if (events.empty()) return 0;
  std::string last;
  put_u64(last, number);
  batch.put(kReplayed, {}, last);
  return log.append_with(marketplace.key, events, std::move(batch));
}

Result<std::size_t> DeadLetters::release(const domain::Marketplace& marketplace,
                                         const std::function<Result<bool>(std::string_view product)>& known,
                                         eventlog::EmbeddedLog& log) {
  std::vector<std::string> keys;
  Result<bool> asked = true;
  const auto collect = [&](std::string_view parked, std::string_view) {
    ByteReader reader(parked.substr(kPrefix));
    asked = known(reader.text());
    if (asked && *asked) keys.emplace_back(reader.rest());
    return asked.has_value();
  };
  const auto read = store_.scan(kParked, prefix_of(marketplace.id), end_of(marketplace.id), collect);
  if (!read) return std::unexpected(read.error());
  if (!asked) return std::unexpected(asked.error());
  return replay(marketplace, keys, log);
}

Result<std::size_t> DeadLetters::drop(MarketplaceId marketplace, std::span<const std::string> keys) {
  const std::scoped_lock lock(moving_);
  storage::Batch batch;
  std::size_t dropped = 0;
  for (const auto& key : keys) {
    const auto letter = find(marketplace, key);
    if (!letter) return std::unexpected(letter.error());
    if (!*letter) continue;
    forget(marketplace, key, **letter, batch);
    ++dropped;
  }
  if (auto done = store_.commit(batch, "dead_letters.drop"); !done) return std::unexpected(done.error());
  return dropped;
}

}  // namespace shelfcast::ingest
