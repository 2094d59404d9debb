// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/digest.hpp"

#include "shelfcast/base/random.hpp"

#include <array>

#include <cstring>

namespace shelfcast {
namespace {

__extension__ using Wide = unsigned __int128;

/// Both halves of the product of two numbers, folded: each bit of it depends on many bits of both.
std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

template <class Word>
std::uint64_t word_at(const char* bytes) {
  Word word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

/// The last eight bytes, some of them twice where there are fewer.
std::uint64_t last_word(std::string_view bytes) {
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  if (bytes.size() >= 8) return word_at<std::uint64_t>(end - 8);
  if (bytes.size() >= 4) return word_at<std::uint32_t>(begin) << 32U | word_at<std::uint32_t>(end - 4);
  std::uint64_t word = 0;
  for (const char c : bytes) word = word << 8U | static_cast<unsigned char>(c);
  return word;
}

}  // namespace

std::uint64_t fast_fingerprint(std::string_view bytes, std::uint64_t seed) {
  constexpr std::uint64_t kA = 0xa0761d6478bd642fULL;
  constexpr std::uint64_t kB = 0xe7037ed1a0b428dbULL;
  std::uint64_t hash = seed ^ kA;
  const char* at = bytes.data();
  for (std::size_t left = bytes.size(); left > 8; at += 8, left -= 8) {
    hash = folded_product(hash ^ word_at<std::uint64_t>(at), kB);
  }
  hash = folded_product(hash ^ last_word(bytes), kA);
  return folded_product(hash ^ bytes.size(), kB);
}

std::uint64_t fingerprint(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ seed;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix(hash, bytes.size());
}

void write_hex(std::uint64_t value, std::span<char, 16> into) {
  for (auto digit = into.rbegin(); digit != into.rend(); ++digit, value >>= 4U) {
    *digit = "0123456789abcdef"[value & 0xfU];
  }
}

std::string hex(std::uint64_t value) {
  std::array<char, 16> digits;
  write_hex(value, digits);
  return {digits.data(), digits.size()};
}

}  // namespace shelfcast
