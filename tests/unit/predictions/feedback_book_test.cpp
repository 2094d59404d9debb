// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/predictions/feedback_book.hpp"

#include <catch2/catch.hpp>

#include "support/temp_folder.hpp"

using namespace shelfcast;

namespace {

domain::Feedback too_high() {
  domain::Feedback feedback;
  feedback.at = parse_instant("2025-11-20T10:00:00Z").value();
  feedback.by = "5678";
  feedback.marketplace = "DE";
  feedback.cycle = "DE-20251120-1";
  feedback.key = "SKU-1102";
  feedback.period = {day_of({2025, 11, 17}), day_of({2025, 11, 23})};
  feedback.predicted_units = 12'500'000;
  feedback.verdict = domain::Verdict::too_high;
  feedback.expected_units = 7'000'000;
  feedback.comment = "the supplier is on holiday";
  feedback.request = "7a0f";
  return feedback;
}

/// A book in a folder of its own.
struct Book {
  testing::TempFolder folder;
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  predictions::FeedbackBook feedback{*database};
};

}  // namespace

TEST_CASE("feedback is kept whole, the newest first") {
  Book book;
  auto plain = too_high();
  plain.expected_units = std::nullopt;
  REQUIRE(book.feedback.add(plain, ""));
  const auto kept = book.feedback.add(too_high(), "");
  REQUIRE(kept);
  const auto all = book.feedback.list({}, 10).value();
  REQUIRE(all.size() == 2);
  CHECK(all[0].id == kept->id);
  CHECK(all[0].at == kept->at);
  CHECK(all[0].by == "5678");
  CHECK(all[0].key == "SKU-1102");
  CHECK(all[0].period == too_high().period);
  CHECK(all[0].predicted_units == 12'500'000);
  CHECK(all[0].verdict == domain::Verdict::too_high);
  CHECK(all[0].expected_units == 7'000'000);
  CHECK(all[0].comment == "the supplier is on holiday");
  CHECK_FALSE(all[1].expected_units);
  CHECK(book.feedback.list(kept->id, 10).value().size() == 1);
  CHECK(book.feedback.list({}, 1).value().size() == 1);
}

TEST_CASE("the same feedback under the same key is kept once, also where another number is predicted by now") {
  Book book;
  const auto first = book.feedback.add(too_high(), "key-1").value();
  auto again = too_high();
  again.cycle = "DE-20251120-2";
  again.predicted_units = 13'000'000;
  again.period = {day_of({2025, 11, 24}), day_of({2025, 11, 30})};  // "this week", a week later
  const auto second = book.feedback.add(again, "key-1").value();
  CHECK(second.id == first.id);
  CHECK(second.predicted_units == 12'500'000);
  CHECK(book.feedback.list({}, 10).value().size() == 1);
}

TEST_CASE("a key that was used for something else is refused, but another person's key is another one") {
  Book book;
  REQUIRE(book.feedback.add(too_high(), "key-1"));
  auto other = too_high();
  other.request = "b552";
  CHECK(book.feedback.add(other, "key-1").error().code == Code::invalid);
  other.by = "9999";
  CHECK(book.feedback.add(other, "key-1"));
  CHECK(book.feedback.list({}, 10).value().size() == 2);
}
