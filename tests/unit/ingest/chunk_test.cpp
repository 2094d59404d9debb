// SPDX-License-Identifier: Apache-2.0
#include "ingest/chunk.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using sources::RawLine;

namespace {

/// Reads a chunk and writes all of it again.
Result<std::string> again(std::string_view payload) {
  ingest::ChunkWriter writer;
  bool begun = false;
  const auto begin = [&](std::string_view source) {
    if (!std::exchange(begun, true)) writer.begin(source);
  };
  const auto read = ingest::read_chunk(payload, {.line =
                                                     [&](const RawLine& line) {
                                                       begin(line.place.source);
                                                       writer.add(line);
                                                     },
                                                 .letter =
                                                     [&](const domain::DeadLetter& letter) {
                                                       begin(letter.source);
                                                       writer.add(letter);
                                                     }});
  if (!read) return std::unexpected(read.error());
  return writer.finish();
}

std::string some_chunk() {
  ingest::ChunkWriter writer;
  writer.begin("lines.csv");
  RawLine line{.place = {"lines.csv", 70'000},
               .order = "T1",
               .line = "",
               .product = "P1",
               .happened = Instant{1'700'000'000},
               .updated = std::nullopt,
               .quantity = 2 * kMicro,
               .unit_price = -5,
               .line_total = std::nullopt};
  writer.add(line);
  line.happened = Day{-3};
  line.updated = Day{20'000};
  line.unit_price.reset();
  line.line_total = 999;
  line.status = domain::LineStatus::returned;
  writer.add(line);
  writer.add(domain::DeadLetter{
      .source = "lines.csv", .position = "row 3", .code = "bad_time", .reason = "so", .row = "a,b", .at = {}});
  line.updated = Instant{5};
  line.status = domain::LineStatus::cancelled;
  writer.add(line);
  return writer.finish();
}

}  // namespace

TEST_CASE("a chunk holds every part of its lines and letters") {
  CHECK(again(some_chunk()).value() == some_chunk());
  std::vector<RawLine> lines;
  const std::string chunk = some_chunk();
  REQUIRE(ingest::read_chunk(chunk, {.line = [&](const RawLine& line) { lines.push_back(line); },
                                     .letter = [](const domain::DeadLetter&) {}}));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].place.row == 70'000);
  CHECK(lines[0].unit_price == -5);
  CHECK(lines[1].happened == sources::Moment(Day{-3}));
  CHECK(lines[1].updated == sources::Moment(Day{20'000}));
  CHECK(lines[1].line_total == 999);
  CHECK(lines[2].status == domain::LineStatus::cancelled);
}

TEST_CASE("a chunk that is cut off or of a later version is said to be unreadable, wherever it is cut") {
  const std::string chunk = some_chunk();
  for (std::size_t length = 0; length < chunk.size(); ++length) {
    const auto read = again(std::string_view(chunk).substr(0, length));
    CHECK((!read || chunk.starts_with(*read)));
  }
  CHECK_FALSE(again("\x02" + chunk.substr(1)));
  CHECK_FALSE(again(""));
}
