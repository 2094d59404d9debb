// SPDX-License-Identifier: Apache-2.0
#include "storage/log_tail.hpp"

#include "storage/log_ahead.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <system_error>

namespace shelfcast::storage {
namespace {

// RocksDB's log: blocks of 32 KiB of fragments, each with a header - checksum u32, length u16, kind u8 - and no
// fragment over the end of a block. A record is one whole fragment, or a first one, middle ones and a last one.
constexpr std::size_t kBlock = 32UL << 10U;
constexpr std::size_t kHeader = 7;

enum class Kind : std::uint8_t { nothing = 0, whole = 1, first = 2, middle = 3, last = 4 };

/// CRC-32C, a byte at a time: a crash leaves some megabytes to be checked at most.
std::uint32_t crc32c(std::string_view bytes) {
  static const auto table = [] {
    constexpr std::uint32_t kPolynomial = 0x82f63b78;
    std::array<std::uint32_t, 256> made{};
    for (std::uint32_t i = 0; i < made.size(); ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? kPolynomial : 0);
      made[i] = value;
    }
    return made;
  }();
  std::uint32_t crc = 0xffffffff;
  for (const char c : bytes) crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xffU] ^ (crc >> 8U);
  return ~crc;
}

/// RocksDB stores checksums rotated and shifted, so that a checksum of checksums is not weak.
std::uint32_t masked(std::uint32_t crc) {
  return ((crc >> 15U) | (crc << 17U)) + 0xa282ead8U;
}

struct Fragment {
  unsigned kind = 0;
  std::size_t size = 0;  ///< with its header
  std::uint32_t checksum = 0;
};

/// What the header at `at` says, if that can be; nothing where there is none.
std::optional<Fragment> announced_at(std::string_view bytes, std::size_t at) {
  const std::size_t block_left = std::min(kBlock - at % kBlock, bytes.size() - at);
  if (block_left < kHeader) return std::nullopt;
  const auto byte = [&](std::size_t place) { return std::uint32_t{static_cast<unsigned char>(bytes[at + place])}; };
  const Fragment fragment{.kind = byte(6),
                          .size = kHeader + (byte(4) | byte(5) << 8U),
                          .checksum = byte(0) | byte(1) << 8U | byte(2) << 16U | byte(3) << 24U};
  if (fragment.kind == 0 || fragment.size > block_left) return std::nullopt;
  return fragment;
}

/// The intact fragment at `at`; nothing where there is none.
std::optional<Fragment> fragment_at(std::string_view bytes, std::size_t at) {
  auto fragment = announced_at(bytes, at);
  if (fragment && masked(crc32c(bytes.substr(at + 6, fragment->size - 6))) != fragment->checksum) return std::nullopt;
  return fragment;
}

bool begins_record(unsigned kind) {
  return kind == static_cast<unsigned>(Kind::whole) || kind == static_cast<unsigned>(Kind::first);
}

/// Whether a record begins, intact, among those that follow each other from `at` to the end of its block.
bool is_record_begun(std::string_view bytes, std::size_t at) {
  const std::size_t block_end = std::min((at / kBlock + 1) * kBlock, bytes.size());
  while (at < block_end) {
    const auto fragment = fragment_at(bytes, at);
    if (!fragment) return false;
    if (begins_record(fragment->kind)) return true;
    at += fragment->size;
  }
  return false;
}

/// Whether a record was written after what is damaged, which had then been synced: behind it in its block, if its
/// length is still right, or in a later block.
bool is_followed_by_a_record(std::string_view bytes, std::size_t damage) {
  const auto damaged = announced_at(bytes, damage);
  if (damaged && is_record_begun(bytes, damage + damaged->size)) return true;
  for (std::size_t block = (damage / kBlock + 1) * kBlock; block < bytes.size(); block += kBlock) {
    if (is_record_begun(bytes, block)) return true;
  }
  return false;
}

Result<void> cut_log(const std::filesystem::path& log) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(log, failed);
  if (failed || size == 0 || size % kLogStep != 0) return {};
  std::string bytes(size, '\0');
  std::ifstream file(log, std::ios::binary);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(size))) {
    return fail(Code::corrupt, log.string(), "cannot be read");
  }
  const auto end = end_of_log(bytes);
  if (end && *end < size) std::filesystem::resize_file(log, *end, failed);
  if (failed) return fail(Code::unavailable, log.string(), "cannot be cut: " + failed.message());
  return {};
}

}  // namespace

std::optional<std::uint64_t> end_of_log(std::string_view bytes) {
  std::size_t at = 0;
  std::size_t end = 0;
  bool within_record = false;
  while (at < bytes.size()) {
    const std::size_t block_left = kBlock - at % kBlock;
    if (block_left < kHeader) {
      at += block_left;
      continue;
    }
    const auto fragment = fragment_at(bytes, at);
    if (!fragment) break;
    if (fragment->kind > static_cast<unsigned>(Kind::last)) return std::nullopt;
    if (begins_record(fragment->kind) == within_record) return std::nullopt;
    at += fragment->size;
    within_record =
        fragment->kind == static_cast<unsigned>(Kind::first) || fragment->kind == static_cast<unsigned>(Kind::middle);
    if (!within_record) end = at;
  }
  if (is_followed_by_a_record(bytes, at)) return std::nullopt;
  return end;
}

Result<void> cut_logs(const std::filesystem::path& store) {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(store, failed)) {
    if (entry.path().extension() != ".log") continue;
    if (auto cut = cut_log(entry.path()); !cut) return cut;
  }
  return {};
}

}  // namespace shelfcast::storage
