// SPDX-License-Identifier: Apache-2.0
#include "api/choice.hpp"

#include "api/told.hpp"
#include "shelfcast/base/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace shelfcast::api {
namespace {

using predictions::Table;
using predictions::TablePtr;

constexpr std::int64_t kFirstTableRetry = 30;

std::string spoken(const Period& period) {
  return fmt::format("{} to {}", format_day(period.first), format_day(period.last));
}

Refusal unknown_marketplace(const Services& services, std::string_view marketplace) {
  const auto served = services.tables.marketplaces();
  const std::vector<std::string_view> names(served.begin(), served.end());
  const std::string nearest = nearest_name(marketplace, names);
  return {.status = 404,
          .type = "unknown-marketplace",
          .title = "There is no such marketplace",
          .detail = fmt::format("There is no marketplace '{}'{}", marketplace,
                                nearest.empty() ? "." : fmt::format(": did you mean {}?", nearest))};
}

std::optional<Period> last_answerable(const Table& table, Frame frame) {
  const auto& cube = table.cube();
  Period period = period_of(frame, cube.boundaries.back() - 1, cube.week_start);
  for (; period.first >= cube.boundaries.front(); period = period_of(frame, period.first - 1, cube.week_start)) {
    if (table.covers(period)) return period;
  }
  return std::nullopt;
}

Refusal not_covered(const Table& table, const Question& question, const Period& period) {
  const bool beyond = period.last >= table.cube().boundaries.back();
  const auto last = last_answerable(table, question.frame);
  const std::string until =
      last ? fmt::format("The last {} that can be answered is {}.", name_of(question.frame), spoken(*last))
           : fmt::format("No {} can be answered.", name_of(question.frame));
  return {.status = 404,
          .type = beyond ? "beyond-horizon" : "not-covered",
          .title = beyond ? "Too far ahead" : "This period is not in the table",
          .detail = fmt::format("{} is {}. {}", spoken(period),
                                beyond ? "beyond the forecast's horizon" : "not a period of this table", until)};
}

Refusal not_kept(const Services& services, std::string_view marketplace, const Period& period) {
  const auto kept = services.tables.kept(marketplace);
  return {.status = 404,
          .type = "not-kept",
          .title = "Nothing was promised for this period",
          .detail = fmt::format("{} is over, and no table published before it began is kept. The oldest one is {}, "
                                "published at {}.",
                                spoken(period), kept.front().id, format_instant(kept.front().published))};
}

Refusal no_such_table(const Services& services, std::string_view marketplace, const std::string& cycle) {
  const auto kept = services.tables.kept(marketplace);
  return {.status = 404,
          .type = "table-not-kept",
          .title = "This table is not kept",
          .detail = fmt::format("The table '{}' is not kept (any more). The last one is {}.", cycle,
                                kept.empty() ? "none" : kept.back().id)};
}

Refusal not_known_then(const Services& services, std::string_view marketplace, Instant moment,
                       std::string_view why = "no forecast had been published") {
  const auto kept = services.tables.kept(marketplace);
  return {.status = 404,
          .type = "not-known-then",
          .title = "What was known then cannot be told",
          .detail = fmt::format("At {} {}. The oldest table that is kept is {}, published at {}.",
                                format_instant(moment), why, kept.front().id, format_instant(kept.front().published))};
}

/// The table that served at a moment. One that was swept since is made again by a job.
std::expected<TablePtr, Refusal> table_as_of(const Services& services, std::string_view marketplace, Instant moment) {
  const auto cycle = services.cycles.published_by(marketplace, moment);
  if (!cycle) return std::unexpected(refusal_of(cycle.error()));
  if (!*cycle) return std::unexpected(not_known_then(services, marketplace, moment));
  const auto& id = (*cycle)->id;
  if (auto table = services.tables.find(marketplace, id)) return table;
  if (services.jobs == nullptr) return std::unexpected(no_such_table(services, marketplace, id));
  auto job = services.jobs->bring_back(**cycle);
  if (!job) return std::unexpected(refusal_of(job.error()));
  if (job->state != domain::JobState::failed) return std::unexpected(waits_for(std::move(*job)));
  const auto why = fmt::format("{} served, which cannot be made again: {}", id, job->problem);
  return std::unexpected(not_known_then(services, marketplace, moment, why));
}

/// The table that a question names, or that served at its moment; else the one that serves.
std::expected<TablePtr, Refusal> table_asked(const Services& services, const TablePtr& serving,
                                             const Question& question, const std::optional<Instant>& as_of) {
  const auto& marketplace = serving->cube().marketplace;
  if (as_of) return table_as_of(services, marketplace, *as_of);
  if (question.cycle.empty()) return serving;
  if (auto named = services.tables.find(marketplace, question.cycle)) return named;
  return std::unexpected(no_such_table(services, marketplace, question.cycle));
}

/// The moment of which a question asks what was known then; nothing where it asks what is known now.
std::expected<std::optional<Instant>, Refusal> moment_asked(const Question& question, Instant now,
                                                            const TimeZone& zone) {
  if (!question.as_of) return std::nullopt;
  if (!question.cycle.empty())
    return std::unexpected(
        bad_fields(400, {{"?asOf", "conflict", "cycle names a table already: leave asOf out, or cycle."}}));
  const auto* const day = std::get_if<Day>(&*question.as_of);
  const Instant begun = day != nullptr ? zone.midnight(*day) : std::get<Instant>(*question.as_of);
  if (begun > now) return std::unexpected(bad_fields(400, {{"?asOf", "invalid", "asOf must not lie ahead."}}));
  return day != nullptr ? std::min(zone.midnight(*day + 1) - 1, now) : begun;
}

Day day_about(const Question& question, Instant now, const TimeZone& zone) {
  if (const auto* const day = std::get_if<Day>(&question.about)) return *day;
  const auto* const instant = std::get_if<Instant>(&question.about);
  return zone.local_day(instant ? *instant : now);
}

/// The last table that was published before a period began; null where none is kept. With the clock held at the data's
/// end, tables are as old as their data.
TablePtr promised_for(const Services& services, std::string_view marketplace, const Choice& choice) {
  if (!services.options.pinned_now) return services.tables.before(marketplace, choice.begins);
  const auto kept = services.tables.kept(marketplace);
  const auto last =
      std::find_if(kept.rbegin(), kept.rend(), [&](const auto& one) { return one.data_cut < choice.period.first; });
  return last == kept.rend() ? nullptr : services.tables.find(marketplace, last->id);
}

/// The next refresh, or the next midnight where the question means "today".
Instant good_until(const Services& services, const Question& question, Instant now, const TimeZone& zone) {
  if (!services.options.next_refresh_due) return {};
  const Instant due = services.options.next_refresh_due();
  const bool moves =
      std::holds_alternative<Now>(question.about) && !question.as_of && question.window != Window::rolling;
  return moves && !services.options.pinned_now ? std::min(due, zone.midnight(zone.local_day(now) + 1)) : due;
}

}  // namespace

bool Slice::holds(const domain::ForecastProduct& product, const domain::Expected& expected) const {
  if (seller && product.seller != *seller) return false;
  if (only && !std::ranges::binary_search(*only, product.id)) return false;
  if (!least_price && !most_price) return true;
  if (expected.units <= 0) return false;
  const double price = static_cast<double>(expected.amount) / static_cast<double>(expected.units);
  return (!least_price || price >= from_micro(*least_price)) && (!most_price || price <= from_micro(*most_price));
}

Instant now_for(const Services& services, const domain::Cube& cube, const TimeZone& zone) {
  return services.options.pinned_now ? zone.midnight(cube.receipt.data_cut + 1) : services.clock.now();
}

std::expected<TablePtr, Refusal> serving_table(const Services& services, std::string_view marketplace) {
  if (auto table = services.tables.current(marketplace)) return table;
  const auto& serves = services.options.serves_marketplace;
  const bool awaited = serves ? serves(marketplace) : services.tables.marketplaces().empty();
  if (!awaited) return std::unexpected(unknown_marketplace(services, marketplace));
  return std::unexpected(Refusal{.status = 503,
                                 .type = "nothing-published",
                                 .title = "Nothing is published yet",
                                 .detail = "The first refresh cycle has not published its forecast yet.",
                                 .retry_after = kFirstTableRetry});
}

bool may_need_another_table(const Services& services, std::string_view marketplace, const Question& question) {
  const auto serving = services.tables.current(marketplace);
  if (!serving) return false;
  if (question.as_of) return true;
  if (!question.cycle.empty()) return question.cycle != serving->id();
  if (std::holds_alternative<Now>(question.about)) return false;
  const auto zone = TimeZone::find(serving->cube().time_zone);
  if (!zone) return false;
  const Instant now = now_for(services, serving->cube(), *zone);
  return day_about(question, now, *zone) < zone->local_day(now);
}

std::expected<Choice, Refusal> choose(const Services& services, std::string_view marketplace,
                                      const Question& question) {
  const auto serving = serving_table(services, marketplace);
  return serving ? choose(services, *serving, question) : std::unexpected(serving.error());
}

std::expected<Choice, Refusal> choose(const Services& services, const TablePtr& serving, const Question& question) {
  const auto zone = TimeZone::find(serving->cube().time_zone);
  if (!zone) return std::unexpected(refusal_of(zone.error()));
  const Instant now = now_for(services, serving->cube(), *zone);
  const auto as_of = moment_asked(question, services.clock.now(), *zone);
  if (!as_of) return std::unexpected(as_of.error());
  auto table = table_asked(services, serving, question, *as_of);
  if (!table) return std::unexpected(std::move(table.error()));

  Choice choice{.table = std::move(*table)};
  choice.tells_confidence = services.options.tells_confidence;
  const auto& cube = choice.table->cube();
  if (auto refused = refuse_finer(cube.marketplace, cube.grain, question.frame)) return std::unexpected(*refused);
  const bool is_pinned = services.options.pinned_now;
  const Instant then = !*as_of ? now : is_pinned ? now_for(services, cube, *zone) : **as_of;
  choice.about = day_about(question, then, *zone);
  choice.good_until = good_until(services, question, now, *zone);
  choice.period = period_of(question.frame, question.window, choice.about, cube.receipt.data_cut, cube.week_start);
  choice.begins = zone->midnight(choice.period.first);
  const Instant next_begins = zone->midnight(choice.period.last + 1);
  choice.ends = next_begins - 1;
  choice.is_known = choice.period.last <= serving->cube().receipt.data_cut;
  const bool over = question.window != Window::rolling && next_begins <= now;
  if (over && question.cycle.empty() && !*as_of) {
    choice.table = promised_for(services, cube.marketplace, choice);
    if (!choice.table) return std::unexpected(not_kept(services, cube.marketplace, choice.period));
  }
  // When its period is over, another table answers.
  if (!over && question.window != Window::rolling && !is_pinned) {
    choice.good_until = std::min(choice.good_until, next_begins);
  }
  if (!choice.table->covers(choice.period)) {
    return std::unexpected(not_covered(*choice.table, question, choice.period));
  }
  return choice;
}

}  // namespace shelfcast::api
