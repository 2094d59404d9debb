// SPDX-License-Identifier: Apache-2.0
#include "sources/csv.hpp"

#include "shelfcast/base/random.hpp"
#include "sources/dialect.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using sources::CsvReader;
using Step = CsvReader::Step;

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Read {
  Rows rows;
  std::vector<std::string> faults;  // "line code"
};

Read read(const std::string& bytes) {
  CsvReader csv(sources::as_utf8(sources::Encoding::utf8, sources::bytes_of(bytes)), {});
  Read result;
  for (Step step = csv.next(); step != Step::end; step = csv.next()) {
    REQUIRE(step != Step::failed);
    if (step == Step::fault) {
      result.faults.push_back(std::to_string(csv.line()) + " " + std::string(csv.fault().code));
    } else {
      result.rows.emplace_back(csv.fields().begin(), csv.fields().end());
    }
  }
  return result;
}

}  // namespace

TEST_CASE("rows are read as RFC 4180 writes them") {
  const auto [bytes, rows] = GENERATE(table<std::string, Rows>({
      {"", {}},
      {"\n\r\n", {}},
      {"a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
      {"a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
      {"a,b\r\nc,\r\n", {{"a", "b"}, {"c", ""}}},
      {"\xEF\xBB\xBF"
       "a,b\n",
       {{"a", "b"}}},
      {",,\n", {{"", "", ""}}},
      {"\"a\",b\r\n\"\",\"\"\n", {{"a", "b"}, {"", ""}}},
      {"\"a,b\",\"c\"\"d\"\n", {{"a,b", "c\"d"}}},
      {"\"a\nb\r\nc\",d\ne,f\n", {{"a\nb\r\nc", "d"}, {"e", "f"}}},
      {"x,\"last\"", {{"x", "last"}}},
      {"5\" pipe,b\n", {{"5\" pipe", "b"}}},
      {"\"\"\"\",\"\"\"\"\"\"\n", {{"\"", "\"\""}}},
      {"K\xC3\xB6ln,\xE2\x82\xAC\n", {{"K\xC3\xB6ln", "\xE2\x82\xAC"}}},
  }));
  CAPTURE(bytes);
  CHECK(read(bytes).rows == rows);
  CHECK(read(bytes).faults.empty());
}

TEST_CASE("a row that cannot be read costs that row, and reading goes on at the next line") {
  const std::string long_field(sources::kLongestLine + 1, 'x');
  const std::string very_long_field(6 * sources::kLongestLine, 'x');
  const auto [bytes, fault] = GENERATE_COPY(table<std::string, std::string>({
      {"a,b\n\"c,d\ne,f\n", "2 wrong_field_count"},
      {"a,b\n\"c\"d,d\ne,f\n", "2 wrong_field_count"},
      {"a,b\nc,\xFF\xFE\ne,f\n", "2 invalid_utf8"},
      {"a,b\n\"c\nc\",\xFF\ne,f\n", "2 invalid_utf8"},
      {"a,b\nc," + long_field + "\ne,f\n", "2 line_too_long"},
      {"a,b\nc," + very_long_field + "\ne,f\n", "2 line_too_long"},
  }));
  const Read result = read(bytes);
  CHECK(result.faults == std::vector<std::string>{fault});
  CHECK(result.rows == Rows{{"a", "b"}, {"e", "f"}});
}

TEST_CASE("lines are numbered as an editor numbers them, also after a row over several lines") {
  CsvReader csv(sources::bytes_of("a\n\n\"b\nb\nb\"\nc\n"), {});
  std::vector<std::uint64_t> lines;
  while (csv.next() == Step::row) lines.push_back(csv.line());
  CHECK(lines == std::vector<std::uint64_t>{1, 3, 6});
}

TEST_CASE("any rows come back as they were written, over the borders of blocks") {
  Random random(7, 1);
  const std::string alphabet = "ab,\"\n\r \xC3\xA4";
  Rows rows;
  std::string bytes;
  while (bytes.size() < 9 * sources::kLongestLine) {
    auto& row = rows.emplace_back(2);
    for (auto& field : row) {
      // Mostly short ones, and some that make blocks end within a field.
      const auto length = random.below(100) == 0 ? random.below(200'000) : random.below(12);
      for (std::uint64_t i = 0; i < length; ++i) {
        const char c = alphabet[random.below(alphabet.size() - 2)];
        field += c;
      }
      field += "\xC3\xA4";
      bytes += '"';
      for (const char c : field) bytes += c == '"' ? std::string("\"\"") : std::string(1, c);
      bytes += &field == &row.back() ? "\"\r\n" : "\",";
    }
  }
  const Read result = read(bytes);
  CHECK(result.faults.empty());
  CHECK((result.rows == rows));
}

TEST_CASE("a file that cannot be opened is named") {
  const testing::TempFolder folder;
  const auto missing = sources::open_records(folder.path() / "missing.csv", {});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().text().find("missing.csv: cannot be opened: No such file") != std::string::npos);
  CHECK_FALSE(sources::open_records(folder.path(), {}));
}
