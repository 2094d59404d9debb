// SPDX-License-Identifier: Apache-2.0
#include "sources/dialect.hpp"

#include "sources/cell_text.hpp"
#include "support/temp_folder.hpp"

#include <fmt/format.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>
#include <catch2/catch.hpp>

#include <array>
#include <fstream>

using namespace shelfcast;
using sources::Encoding;
using Step = sources::RecordReader::Step;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::string& bytes, const sources::Format& known = {}) {
  auto records = sources::open_records(sources::bytes_of(bytes), known).value();
  Rows rows;
  while (records.reader->next() == Step::row) {
    rows.emplace_back(records.reader->fields().begin(), records.reader->fields().end());
  }
  return rows;
}

sources::Dialect dialect_of(const std::string& text) {
  return sources::detect_dialect(text, {});
}

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string out = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) out += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return out;
}

using Packed = std::array<char, 1000>;

std::string gzip(std::string text) {
  Packed packed;
  z_stream state{};
  REQUIRE(deflateInit2(&state, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  state.next_in = reinterpret_cast<Bytef*>(text.data());
  state.avail_in = static_cast<uInt>(text.size());
  state.next_out = reinterpret_cast<Bytef*>(packed.data());
  state.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&state, Z_FINISH) == Z_STREAM_END);
  deflateEnd(&state);
  return {packed.data(), packed.size() - state.avail_out};
}

std::string zstd(const std::string& text) {
  Packed packed;
  const std::size_t length = ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3);
  REQUIRE(ZSTD_isError(length) == 0);
  return {packed.data(), length};
}

std::string xz(const std::string& text) {
  Packed packed;
  std::size_t length = 0;
  REQUIRE(lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, nullptr, reinterpret_cast<const std::uint8_t*>(text.data()),
                                  text.size(), reinterpret_cast<std::uint8_t*>(packed.data()), &length,
                                  packed.size()) == LZMA_OK);
  return {packed.data(), length};
}

}  // namespace

TEST_CASE("the separator is the one that all rows agree on with the first") {
  const auto [text, separator] = GENERATE(table<std::string, char>({
      {"a,b\n1,2\n", ','},
      {"a;b;c\n1;2,5;3,5\n4;5,5;6,5\n", ';'},
      {"a\tb\n1,5\t2\n", '\t'},
      {"a|b\nx, y|z\n", '|'},
      {"name;note\nx;one, two, three\ny;four\n", ';'},
      {"only\n1\n", ','},
      {"a;\"b,c,d\"\n1;\"2,3,4\"\n", ';'},
  }));
  CAPTURE(text);
  CHECK(dialect_of(text).separator == separator);
}

TEST_CASE("a single quote is a quote only where it opens and closes fields") {
  CHECK(dialect_of("a,b\n'x','y'\n").quote == '\'');
  CHECK(dialect_of("a,b\n'tis,it's\n").quote == '"');
  CHECK(dialect_of("a,b\n'x',\"y\"\n").quote == '"');
  CHECK(rows_of("a,b\n'x, ''y','1'\n") == Rows{{"a", "b"}, {"x, 'y", "1"}});
}

TEST_CASE("a decimal comma is told from one that groups by what can be meant in one way only") {
  CHECK(dialect_of("a;b\n1,5;2\n").decimal_comma);
  CHECK(dialect_of("a;b\n1.234,50;2\n").decimal_comma);
  CHECK_FALSE(dialect_of("a;b\n1,234.50;2\n").decimal_comma);
  CHECK_FALSE(dialect_of("a;b\n1,234;5.5\n").decimal_comma);
  CHECK(dialect_of("a;b\n1.234;0,999\n").decimal_comma);
}

TEST_CASE("the order of day and month is what the dates allow, else what lies closer together") {
  using enum sources::DateOrder;
  CHECK(dialect_of("d\n03/04/2025\n13/04/2025\n").dates == day_first);
  CHECK(dialect_of("d\n03/04/2025\n03/14/2025\n").dates == month_first);
  CHECK(dialect_of("d\n04/01/2025\n04/02/2025\n04/12/2025\n").dates == month_first);
  CHECK(dialect_of("d\n01/04/2025\n02/04/2025\n12/04/2025\n").dates == day_first);
  CHECK(dialect_of("d\n01/04/2025\n").dates_are_guessed);
  CHECK_FALSE(dialect_of("d\n2025-01-04\n04.01.2025\n").dates_are_guessed);
}

TEST_CASE("text in any encoding arrives as UTF-8") {
  CHECK(rows_of("\xEF\xBB\xBFname\nM\xC3\xBCsli\n") == Rows{{"name"}, {"M\xC3\xBCsli"}});
  CHECK(rows_of("name\nM\xFCsli \x80\n") == Rows{{"name"}, {"M\xC3\xBCsli \xE2\x82\xAC"}});
  CHECK(rows_of(utf16("a,b\n1,2\n", false)) == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of(utf16("a,b\n1,2\n", true)) == Rows{{"a", "b"}, {"1", "2"}});
  const std::string pair("\xFF\xFE\x3D\xD8\x00\xDE\n\0", 8);
  CHECK(rows_of(pair) == Rows{{"\xF0\x9F\x98\x80"}});
  CHECK(rows_of("n\nM\xFCsli\n", {.encoding = Encoding::utf8}) == Rows{{"n"}});
}

TEST_CASE("one damaged byte does not make a UTF-8 file another") {
  CHECK(sources::detect_encoding("M\xC3\xBCsli, K\xC3\xB6ln, \xFF") == Encoding::utf8);
  CHECK(sources::detect_encoding("M\xFCsli, K\xF6ln") == Encoding::windows_1252);
}

TEST_CASE("packed files are unpacked by what they are, several parts after each other included") {
  const std::string text = "a,b\n1,2\n";
  const testing::TempFolder folder;
  const auto read = [&](const std::string& bytes) {
    std::ofstream(folder.path() / "x.csv", std::ios::binary) << bytes;
    auto stream = sources::open_bytes(folder.path() / "x.csv").value();
    return sources::read_front(*stream, 1000);
  };
  for (const std::string& packed : {gzip(text), zstd(text), xz(text)}) {
    CHECK(read(packed).value() == text);
    CHECK(read(packed + packed).value() == text + text);
    const auto cut = read(packed.substr(0, packed.size() - 3));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().text().find("x.csv: cannot be unpacked") != std::string::npos);
  }
}

TEST_CASE("JSON objects are rows, whatever the order and number of their members") {
  CHECK(rows_of("{\"a\":1,\"b\":{\"c\":\"x\"}}\n\n{\"b\":{\"c\":\"y\"},\"d\":[1,{\"e\":2}],\"a\":null}\n{\"a\":1.50,"
                "\"new\":true}\n") == Rows{{"a", "b.c", "new"}, {"1", "x", ""}, {"", "y", ""}, {"1.50", "", "true"}});
}

TEST_CASE("a line that is no JSON object costs that line") {
  auto records = sources::open_records(sources::bytes_of("{\"a\":1}\n{\"a\":\n[1]\n{\"a\":2}\n"), {}).value();
  std::vector<Step> steps;
  for (auto step = records.reader->next(); step != Step::end; step = records.reader->next()) steps.push_back(step);
  CHECK(steps == std::vector<Step>{Step::row, Step::row, Step::fault, Step::fault, Step::row});
  CHECK(records.reader->fault().code == "bad_json");
}

TEST_CASE("numbers are read as people of either habit write them, and only when their groups are whole") {
  const auto [cell, comma, plain] = GENERATE(table<std::string, bool, std::string>({
      {"1.234,50", true, "1234.50"},
      {"-1.234.567", true, "-1234567"},
      {"1,5", true, "1.5"},
      {"1 234,5", true, "1234.5"},
      {"1\xC2\xA0"
       "234,5",
       true, "1234.5"},
      {"1,234.50", false, "1234.50"},
      {"1'234.50", false, "1234.50"},
      {"12,34", false, "12,34"},
      {"1,2345", false, "1,2345"},
      {",123", false, ",123"},
      {"abc", false, "abc"},
  }));
  CAPTURE(cell);
  CHECK(sources::plain_number(cell, comma) == plain);
}

TEST_CASE("times are read in every form that shops write") {
  const auto [cell, expected] = GENERATE(table<std::string, std::string>({
      {"2025-11-20", "2025-11-20"},
      {"2025/11/20", "2025-11-20"},
      {"20251120", "2025-11-20"},
      {"20.11.2025", "2025-11-20"},
      {"20/11/2025", "2025-11-20"},
      {"3/1/25", "2025-01-03"},
      {"3/1/99", "1999-01-03"},
      {"2025-11-20 7:05", "2025-11-20 07:05:00 local"},
      {"20.11.2025 14:03:59", "2025-11-20 14:03:59 local"},
      {"20/11/2025 2:03 PM", "2025-11-20 14:03:00 local"},
      {"20/11/2025 12:03:04 AM", "2025-11-20 00:03:04 local"},
      {"2025-11-20T14:03:59Z", "2025-11-20 14:03:59 +0"},
      {"2025-11-20 14:03:59.123 UTC", "2025-11-20 14:03:59 +0"},
      {"2025-11-20 14:03:59+01:00", "2025-11-20 14:03:59 +3600"},
      {"2025-11-20T14:03:59-0530", "2025-11-20 14:03:59 +-19800"},
  }));
  CAPTURE(cell);
  const auto time = sources::read_time(cell, sources::DateOrder::day_first);
  REQUIRE(time);
  std::string shown = format_day(time->day);
  if (time->second_of_day) {
    shown += fmt::format(" {:02}:{:02}:{:02}", *time->second_of_day / 3600, *time->second_of_day / 60 % 60,
                         *time->second_of_day % 60);
    shown += time->offset_seconds ? fmt::format(" +{}", *time->offset_seconds) : " local";
  }
  CHECK(shown == expected);
}

TEST_CASE("what is no time is refused") {
  const auto* cell =
      GENERATE("", "soon", "2025-02-30", "31/31/2025", "2025-13-01", "2025-11-20T", "2025-11-20 25:00",
               "2025-11-20 13:00 PM", "2025-11-20x", "20-11/2025", "1/2/345", "2025-11-20 10:00 ", "99999999999999");
  CAPTURE(cell);
  CHECK_FALSE(sources::read_time(cell, sources::DateOrder::day_first));
}
