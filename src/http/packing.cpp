// SPDX-License-Identifier: Apache-2.0
#include "http/packing.hpp"

#include <zlib.h>
#include <new>
#include <stdexcept>

namespace shelfcast::http {

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
