// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/experiments/verdict.hpp"

#include <catch2/catch.hpp>

using namespace shelfcast;
using namespace shelfcast::experiments;
using domain::Act;

namespace {

/// The challenger's errors are smaller by a part of the holder's, more or less.
Pairs better_by(double part, int periods) {
  Pairs pairs;
  for (int i = 0; i < periods; ++i) pairs.push_back({1 - part - 0.001 * i, 1.0});
  return pairs;
}

const Pairs kWinsBacktest = better_by(0.1, 13);
const Pairs kLosesBacktest = better_by(-0.2, 13);
const Pairs kWinsLive = better_by(0.1, 14);

Evidence usual() {
  return {.data_cut = {20'000},
          .candidate = "DE-ensemble-2.0.8",
          .rival = "28-day mean",
          .champion = "DE-ensemble-2.0.7",
          .earlier = "DE-ensemble-2.0.6",
          .candidate_over_champion = better_by(0, 13),
          .rival_over_candidate = kLosesBacktest,
          .rival_over_promises = better_by(-0.2, 28),
          .earlier_over_promises = better_by(-0.01, 28),
          .changed_by = std::nullopt};
}

}  // namespace

TEST_CASE("a model trained anew takes over from the one before") {
  const auto verdict = decide(usual());
  CHECK(verdict.serves == Serves::candidate);
  CHECK(verdict.act == Act::succeeded);
}

TEST_CASE("a model trained anew that is clearly worse stays a candidate, and it is said why") {
  auto evidence = usual();
  evidence.candidate_over_champion = better_by(-0.1, 13);
  const auto verdict = decide(evidence);
  CHECK(verdict.serves == Serves::champion);
  CHECK(verdict.act == Act::kept);
  CHECK(verdict.reason.find("DE-ensemble-2.0.8 is worse") != std::string::npos);
}

TEST_CASE("too few periods decide nothing") {
  auto evidence = usual();
  evidence.candidate_over_champion = better_by(-0.5, 7);
  evidence.rival_over_candidate = better_by(0.5, 7);
  evidence.rival_over_promises = better_by(0.5, 13);
  CHECK(decide(evidence).serves == Serves::candidate);
}

TEST_CASE("the first model serves, unless the naive rival won its backtest") {
  auto evidence = usual();
  evidence.champion = "";
  CHECK(decide(evidence).serves == Serves::candidate);
  evidence.rival_over_candidate = kWinsBacktest;
  CHECK(decide(evidence).serves == Serves::rival);
  CHECK(decide(evidence).act == Act::won);
}

TEST_CASE("a champion that this program cannot read is succeeded") {
  auto evidence = usual();
  evidence.champion_can_serve = false;
  evidence.candidate_over_champion = better_by(-0.5, 13);
  CHECK(decide(evidence).serves == Serves::candidate);
}

TEST_CASE("the naive rival serves where it wins, but not within the cool-down of a change") {
  auto evidence = usual();
  evidence.rival_over_candidate = kWinsBacktest;
  CHECK(decide(evidence).serves == Serves::rival);
  CHECK(decide(evidence).reason.find("'28-day mean'") != std::string::npos);

  evidence.changed_by = Act::won;
  evidence.changed_at = evidence.data_cut - (kCoolDownDays - 1);
  CHECK(decide(evidence).serves == Serves::candidate);
  CHECK(decide(evidence).act == Act::succeeded);
  evidence.changed_at = evidence.data_cut - kCoolDownDays;
  CHECK(decide(evidence).serves == Serves::rival);
}

TEST_CASE("a naive champion stays until the candidate wins, and has cooled down") {
  auto evidence = usual();
  evidence.champion = "DE-28-day-mean-1.0.5";
  evidence.champion_is_naive = true;
  evidence.rival_over_candidate = {};
  CHECK(decide(evidence).serves == Serves::champion);
  evidence.candidate_over_champion = kWinsBacktest;
  CHECK(decide(evidence).serves == Serves::candidate);
  CHECK(decide(evidence).act == Act::won);
  evidence.changed_by = Act::won;
  evidence.changed_at = evidence.data_cut - 3;
  CHECK(decide(evidence).serves == Serves::champion);
}

TEST_CASE("what lost live is rolled back to whom it lost to") {
  auto evidence = usual();
  evidence.rival_over_promises = kWinsLive;
  CHECK(decide(evidence).act == Act::rolled_back);
  CHECK(decide(evidence).serves == Serves::rival);
  evidence.earlier_over_promises = better_by(0.3, 14);
  CHECK(decide(evidence).serves == Serves::earlier);
  evidence.earlier = "";
  CHECK(decide(evidence).serves == Serves::rival);
}

TEST_CASE("what was rolled back to serves for the cool-down, and is then succeeded as ever") {
  auto evidence = usual();
  evidence.changed_by = Act::rolled_back;
  evidence.changed_at = evidence.data_cut - 1;
  evidence.rival_over_promises = kWinsLive;
  CHECK(decide(evidence).serves == Serves::champion);
  evidence.changed_at = evidence.data_cut - kCoolDownDays;
  evidence.rival_over_promises = {};
  CHECK(decide(evidence).serves == Serves::candidate);
}

TEST_CASE("what a person chose serves until a candidate wins after the cool-down") {
  auto evidence = usual();
  evidence.changed_by = Act::chosen;
  evidence.changed_at = evidence.data_cut - 100;
  CHECK(decide(evidence).serves == Serves::champion);
  evidence.candidate_over_champion = kWinsBacktest;
  CHECK(decide(evidence).serves == Serves::candidate);
  CHECK(decide(evidence).act == Act::won);
  evidence.changed_at = evidence.data_cut - 1;
  CHECK(decide(evidence).serves == Serves::champion);
}

TEST_CASE("a training is due when accuracy was lost, or errors drifted, but not soon after one") {
  Course course{
      .data_cut = {20'010}, .trained_cut = {20'000}, .errors = std::vector<double>(28, 1.0), .rival_over_promises = {}};
  CHECK(retraining_due(course).empty());
  course.rival_over_promises = kWinsLive;
  CHECK(retraining_due(course).find("naive rival") != std::string::npos);
  course.rival_over_promises = {};
  for (std::size_t i = 21; i < 28; ++i) course.errors[i] = 1.3;
  CHECK(retraining_due(course).find("1.30 times") != std::string::npos);
  course.trained_cut = {20'008};
  CHECK(retraining_due(course).empty());
}

TEST_CASE("a version from elsewhere serves where it wins in weeks that it had not seen, but not within the cool-down") {
  auto evidence = usual();
  evidence.challenger = "DE-theirs-1.0.5";
  evidence.challenger_over_candidate = better_by(0.1, 7);
  CHECK(decide(evidence).serves == Serves::candidate);
  evidence.challenger_over_candidate = better_by(0.1, 8);
  const auto verdict = decide(evidence);
  CHECK(verdict.serves == Serves::challenger);
  CHECK(verdict.act == Act::won);
  CHECK(verdict.reason.find("DE-theirs-1.0.5 had") == 0);
  evidence.changed_by = Act::won;
  evidence.changed_at = evidence.data_cut - 3;
  CHECK(decide(evidence).serves == Serves::candidate);
}

TEST_CASE("a version from elsewhere serves until what is learnt here wins against it") {
  auto evidence = usual();
  evidence.champion = "DE-theirs-1.0.5";
  evidence.champion_is_imported = true;
  CHECK(decide(evidence).serves == Serves::champion);
  evidence.candidate_over_champion = kWinsBacktest;
  CHECK(decide(evidence).serves == Serves::candidate);
}
