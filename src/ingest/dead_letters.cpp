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
constexpr std::size_t kPrefix = 4;  // the marketplace, before what `key` shows

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

std::string encode(const domain::DeadLetter& letter) {
  std::string bytes;
  for (const auto& part : {letter.source, letter.position, letter.code, letter.reason, letter.row}) {
    put_text(bytes, part);
  }
  put_signed(bytes, letter.at.seconds);
  return bytes;
}

std::optional<domain::DeadLetter> decode(std::string_view bytes) {
  ByteReader reader(bytes);
  domain::DeadLetter letter;
  for (auto* part : {&letter.source, &letter.position, &letter.code, &letter.reason, &letter.row}) {
    *part = reader.text();
  }
  letter.at.seconds = reader.signed_varint();
  if (!reader.ok()) return std::nullopt;
  return letter;
}

}  // namespace

std::vector<const storage::Family*> DeadLetters::families() {
  return {&kDeadLetters};
}

void DeadLetters::add(MarketplaceId marketplace, std::span<const domain::DeadLetter> letters,
                      storage::Batch& into) const {
  for (const auto& letter : letters) into.merge(kDeadLetters, prefix_of(marketplace) + key_of(letter), encode(letter));
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

}  // namespace shelfcast::ingest
