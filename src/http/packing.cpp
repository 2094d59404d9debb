// SPDX-License-Identifier: Apache-2.0
#include "http/packing.hpp"

#include "http/same_name.hpp"
#include "shelfcast/base/words.hpp"

#include <zlib.h>
#include <new>
#include <stdexcept>

namespace shelfcast::http {

namespace {

/// "q=0", "q=0.000": not at all.
bool forbids(std::string_view parameters) {
  while (!parameters.empty()) {
    const std::string_view one = next_part(parameters, ';');
    const bool is_quality = one.size() > 2 && same_name(one.substr(0, 2), "q=");
    if (is_quality && one.substr(2).find_first_not_of("0.") == std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false;
  while (!accept_encoding.empty()) {
    std::string_view item = next_part(accept_encoding, ',');
    const std::string_view coding = next_part(item, ';');
    if (same_name(coding, "gzip") || same_name(coding, "x-gzip")) return !forbids(item);
    if (coding == "*") any = !forbids(item);
  }
  return any;
}

std::string_view gzip_head() {
  constexpr std::size_t kSize = 10;
  return {"\x1f\x8b\x08\0\0\0\0\0\0\xff", kSize};  // deflate, no name, no time, of no system in particular
}

std::string deflated(std::string_view text, bool is_last) {
  constexpr int kRawDeflate = -15;
  constexpr int kMemory = 8;
  constexpr std::size_t kForFlush = 16;
  z_stream stream{};
  if (::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kRawDeflate, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string packed(::deflateBound(&stream, text.size()) + kForFlush, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // NOLINT: zlib reads only
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int done = ::deflate(&stream, is_last ? Z_FINISH : Z_FULL_FLUSH);
  const bool whole = stream.avail_in == 0 && stream.avail_out > 0 && done == (is_last ? Z_STREAM_END : Z_OK);
  packed.resize(packed.size() - stream.avail_out);
  ::deflateEnd(&stream);
  if (!whole) throw std::logic_error("deflate had room for all, and did not take it");
  return packed;
}

}  // namespace shelfcast::http
