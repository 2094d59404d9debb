// SPDX-License-Identifier: Apache-2.0
#include "app/local_letters.hpp"

#include <fmt/format.h>

namespace shelfcast::app {
namespace {

constexpr std::size_t kAtOnce = 1000;

}  // namespace

Result<std::vector<control::KeptLetter>> LocalDeadLetters::list(const Page& page) {
  const auto marketplace = house_.catalogue->marketplace(page.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  std::vector<control::KeptLetter> found;
  for (std::string after = page.after; found.size() < page.at_most;) {
    auto some = house_.dead_letters->list(marketplace->id, after, kAtOnce);
    if (!some) return std::unexpected(some.error());
    if (some->empty()) break;
    after = some->back().key;
    for (auto& [key, letter] : *some) {
      if (!page.code.empty() && letter.code != page.code) continue;
      if (found.size() < page.at_most) found.push_back({std::move(key), std::move(letter)});
    }
  }
  return found;
}

Result<std::vector<std::string>> LocalDeadLetters::keys_of(const control::LetterChoice& choice) {
  if (!choice.all && choice.code.empty()) return choice.keys;
  std::vector<std::string> keys;
  for (std::string after;;) {
    const auto some =
        list({.marketplace = choice.marketplace, .after = after, .code = choice.code, .at_most = kAtOnce});
    if (!some) return std::unexpected(some.error());
    if (some->empty()) return keys;
    after = some->back().key;
    for (const auto& letter : *some) keys.push_back(letter.key);
  }
}

Result<std::size_t> LocalDeadLetters::replay(const control::LetterChoice& choice) {
  const auto marketplace = house_.catalogue->marketplace(choice.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const auto held = house_.loads->held(choice.marketplace);
  if (!held) return std::unexpected(held.error());
  // A rejected load takes with it what is queued behind it.
  if (*held) return fail(Code::conflict, fmt::format("load {}", (*held)->id), "is held: accept it or reject it first");
  const auto keys = keys_of(choice);
  if (!keys) return std::unexpected(keys.error());
  return house_.dead_letters->replay(*marketplace, *keys, *house_.log);
}

Result<std::size_t> LocalDeadLetters::drop(const control::LetterChoice& choice) {
  const auto marketplace = house_.catalogue->marketplace(choice.marketplace);
  if (!marketplace) return std::unexpected(marketplace.error());
  const auto keys = keys_of(choice);
  if (!keys) return std::unexpected(keys.error());
  return house_.dead_letters->drop(marketplace->id, *keys);
}

}  // namespace shelfcast::app
