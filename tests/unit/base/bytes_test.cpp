// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/nearest.hpp"
#include "shelfcast/base/utf8.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>
#include <limits>

using namespace shelfcast;

TEST_CASE("what was written is read back, and a reader at the end says so") {
  std::string bytes;
  put_u16(bytes, 65535);
  put_u32(bytes, 0x01020304);
  put_u64(bytes, std::numeric_limits<std::uint64_t>::max());
  put_varint(bytes, 300);
  put_signed(bytes, std::numeric_limits<std::int64_t>::min());
  put_signed(bytes, -1);
  put_text(bytes, "shelf");

  ByteReader reader(bytes);
  CHECK(reader.u16() == 65535);
  CHECK(reader.u32() == 0x01020304);
  CHECK(reader.u64() == std::numeric_limits<std::uint64_t>::max());
  CHECK(reader.varint() == 300);
  CHECK(reader.signed_varint() == std::numeric_limits<std::int64_t>::min());
  CHECK(reader.signed_varint() == -1);
  CHECK(reader.text() == "shelf");
  CHECK((reader.ok() && reader.at_end()));
}

TEST_CASE("a reader that ran out stays failed, at every place where bytes can be cut") {
  std::string bytes;
  put_u32(bytes, 7);
  put_varint(bytes, 1'000'000);
  put_text(bytes, "text");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ByteReader reader(std::string_view(bytes).substr(0, length));
    reader.u32();
    reader.varint();
    reader.text();
    CHECK_FALSE(reader.ok());
  }
}

TEST_CASE("big-endian keys sort as their numbers do") {
  std::string small;
  std::string large;
  put_u32(small, 255);
  put_u32(large, 256);
  CHECK(small < large);
}

TEST_CASE("only well-formed UTF-8 is taken for text") {
  CHECK(is_utf8("Grüße, 日本, 🛒"));
  for (const auto* bad : {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xe2\x82", "\xf5\x80\x80\x80", "a\x80"})
    CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("a typo finds the name that was meant, and nonsense finds none") {
  constexpr std::array<std::string_view, 3> kNames{"quantity", "unit_price", "product_id"};
  CHECK(nearest_name("quantiti", kNames) == "quantity");
  CHECK(nearest_name("product-id", kNames) == "product_id");
  CHECK(nearest_name("zzz", kNames).empty());
}

TEST_CASE("what is left after some reads comes as it is") {
  std::string bytes;
  put_text(bytes, "key");
  bytes += "payload";
  ByteReader reader(bytes);
  CHECK(reader.text() == "key");
  CHECK(reader.rest() == "payload");
  CHECK(reader.ok());
  CHECK(reader.at_end());
}
