// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/runtime/lifecycle.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using shelfcast::runtime::Lifecycle;

namespace {

struct Diary {
  std::string text;

  void add_to(Lifecycle& lifecycle, const std::string& name, bool works = true) {
    lifecycle.add(
        name,
        [this, name, works]() -> Result<void> {
          if (!works) return fail(Code::unavailable, name, "does not start");
          text += "+" + name;
          return {};
        },
        [this, name] { text += "-" + name; });
  }
};

}  // namespace

TEST_CASE("things stop in the mirrored order of their start, and once") {
  Diary diary;
  Lifecycle lifecycle;
  diary.add_to(lifecycle, "store");
  diary.add_to(lifecycle, "api");
  REQUIRE(lifecycle.start());
  lifecycle.stop();
  lifecycle.stop();
  CHECK(diary.text == "+store+api-api-store");
}

TEST_CASE("a step that fails stops those before it, and the failure is returned") {
  Diary diary;
  Lifecycle lifecycle;
  diary.add_to(lifecycle, "store");
  diary.add_to(lifecycle, "cache");
  diary.add_to(lifecycle, "port", false);
  diary.add_to(lifecycle, "never");
  const auto outcome = lifecycle.start();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().text() == "port: does not start");
  CHECK(diary.text == "+store+cache-cache-store");
}

TEST_CASE("what was started is stopped when the list goes out of scope") {
  Diary diary;
  {
    Lifecycle lifecycle;
    diary.add_to(lifecycle, "store");
    REQUIRE(lifecycle.start());
  }
  CHECK(diary.text == "+store-store");
}
