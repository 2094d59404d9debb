// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/files.hpp"

#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using testing::TempFolder;

TEST_CASE("a file is replaced as a whole and leaves no partial one") {
  const TempFolder folder;
  const auto file = folder.path() / "table";
  REQUIRE(storage::write_file(file, "first", "test"));
  REQUIRE(storage::write_file(file, std::string("a\0b", 3), "test"));
  CHECK(storage::read_file(file).value() == std::string("a\0b", 3));
  const std::filesystem::directory_iterator files(folder.path());
  CHECK(std::distance(begin(files), end(files)) == 1);
}

TEST_CASE("a mapped file shows the bytes it had, also after it was replaced") {
  const TempFolder folder;
  const auto file = folder.path() / "table";
  REQUIRE(storage::write_file(file, "first", "test"));
  auto mapped = storage::MappedFile::open(file);
  REQUIRE(mapped);
  REQUIRE(storage::write_file(file, "second", "test"));
  const auto moved = std::move(*mapped);
  CHECK(moved.bytes() == "first");
}

TEST_CASE("an empty file can be mapped") {
  const TempFolder folder;
  REQUIRE(storage::write_file(folder.path() / "empty", "", "test"));
  CHECK(storage::MappedFile::open(folder.path() / "empty").value().bytes().empty());
}

TEST_CASE("a missing file is not found, a missing folder too, and the place is named") {
  const TempFolder folder;
  const auto missing = folder.path() / "no" / "file";
  for (const auto& error : {storage::read_file(missing).error(), storage::MappedFile::open(missing).error(),
                            storage::write_file(missing, "x", "test").error()}) {
    CHECK(error.code == Code::not_found);
    CHECK(error.place.starts_with(missing.string()));
  }
}
