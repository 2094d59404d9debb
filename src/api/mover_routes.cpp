// SPDX-License-Identifier: Apache-2.0
#include "api/movers.hpp"

#include "api/endpoints.hpp"
#include "api/expected_json.hpp"
#include "api/standings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;
using predictions::TablePtr;

enum class Direction { both, up, down };
constexpr std::array<std::string_view, 3> kDirections{"both", "up", "down"};

struct AskedMovers {
  std::string marketplace;
  std::string category;
  Question question{.window = Window::rolling};
  std::size_t since = 7;
  std::size_t limit = 20;
  Direction direction = Direction::both;
};

constexpr std::array<Parameter<AskedMovers>, 6> kParameters{{
    {"marketplaceId", [](auto text, auto& asked) { return read_name(text, asked.marketplace); }, kMarketplaceRule},
    {"timeFrame", [](auto text, auto& asked) { return assign(parse_frame(text), asked.question.frame); },
     one_of("day, week, month, quarter, half, year")},
    {"since", [](auto text, auto& asked) { return assign(parse_count(text, 1, 366), asked.since); },
     whole_number(1, 366, "must be a number of days from 1 to 366")},
    {"direction",
     [](auto text, auto& asked) {
       const auto* const found = std::ranges::find(kDirections, text);
       asked.direction = static_cast<Direction>(found - kDirections.begin());
       return found != kDirections.end();
     },
     one_of("both, up, down")},
    {"categoryId",
     [](auto text, auto& asked) { return read_name(text, asked.category); },
     {"must be a category, by its id or its source's key"}},
    {"limit", [](auto text, auto& asked) { return assign(parse_count(text, 1, 100), asked.limit); },
     whole_number(1, 100)},
}};

/// A table and its period that begins the day after the cut.
struct Side {
  TablePtr table;
  Period period;
};

Side side_of(TablePtr table, Frame frame) {
  const auto& cube = table->cube();
  const Day cut = cube.receipt.data_cut;
  const auto period = period_of(frame, Window::rolling, cut + 1, cut, cube.week_start);
  return {std::move(table), period};
}

/// A product of both tables, or of one: what it was expected to sell then, and now.
struct Move {
  std::size_t row;
  std::optional<std::size_t> row_before;
  domain::Expected now;
  domain::Expected before;

  [[nodiscard]] Micro change() const { return now.amount - before.amount; }
};

std::vector<Move> moves_between(const Side& before, const Side& now, std::optional<std::size_t> top) {
  std::unordered_map<ProductId, std::size_t> rows_before;
  const auto& products_before = before.table->cube().products;
  for (std::size_t row = 0; row < products_before.size(); ++row) rows_before.emplace(products_before[row].id, row);
  const auto& cube = now.table->cube();
  std::vector<Move> moves;
  for (std::size_t category = 0; category < cube.categories.size(); ++category) {
    if (top && !belongs_to(cube, category, *top)) continue;
    const auto [first, count] = now.table->products_of(category);
    for (std::size_t row = first; row < first + count; ++row) {
      Move move{row, std::nullopt, now.table->product(row, now.period), {}};
      if (const auto found = rows_before.find(cube.products[row].id); found != rows_before.end()) {
        move.row_before = found->second;
        move.before = before.table->product(found->second, before.period);
      }
      if (move.change() != 0) moves.push_back(move);
    }
  }
  return moves;
}

void keep_largest(std::vector<Move>& moves, Direction direction, std::size_t limit) {
  const auto size = [&](const Move& move) {
    if (direction == Direction::both) return std::abs(move.change());
    return direction == Direction::up ? move.change() : -move.change();
  };
  std::erase_if(moves, [&](const Move& move) { return size(move) <= 0; });
  const auto last = moves.begin() + static_cast<std::ptrdiff_t>(std::min(limit, moves.size()));
  std::ranges::partial_sort(moves, last, [&](const Move& a, const Move& b) {
    return size(a) != size(b) ? size(a) > size(b) : a.row < b.row;
  });
  moves.erase(last, moves.end());
}

Json json_of(const Move& move, const Side& before, const Side& now, Rankings& rankings) {
  const auto& cube = now.table->cube();
  const auto& product = cube.products[move.row];
  Json json{{"productId", product.id.value},        {"productName", product.name},      {"productKey", product.key},
            {"categoryId", product.category.value}, {"sellerId", product.seller.value}, {"isNew", product.young}};
  put_expected(json, cube, move.now);
  json["expectedUnitsBefore"] = told(cube.measures.units, move.before.units);
  json["expectedAmountBefore"] = told(cube.measures.amount, move.before.amount);
  json["change"] = from_micro(move.change());
  json["changeRatio"] = move.before.amount > 0
                            ? Json(static_cast<double>(move.change()) / static_cast<double>(move.before.amount))
                            : Json(nullptr);
  json["rank"] = rankings.place_in_category(now.table, move.row, now.period);
  json["rankBefore"] =
      move.row_before ? Json(rankings.place_in_category(before.table, *move.row_before, before.period)) : Json(nullptr);
  return json;
}

Json json_of(const Side& side) {
  return {{"table", side.table->id()},
          {"published", format_instant(side.table->published())},
          {"dataCut", format_day(side.table->cube().receipt.data_cut)},
          {"firstDay", format_day(side.period.first)},
          {"lastDay", format_day(side.period.last)}};
}

/// By the last table that is so many days older; nullopt where none is kept.
std::optional<Side> side_before(const Services& services, const predictions::Table& now, const AskedMovers& asked) {
  const auto days = static_cast<std::int64_t>(asked.since);
  auto earlier = services.tables.before(now.cube().marketplace, now.published() - (days * kDaySeconds - 1));
  return earlier ? std::optional(side_of(std::move(earlier), asked.question.frame)) : std::nullopt;
}

std::string nothing_earlier(const predictions::Table& now, const AskedMovers& asked) {
  return fmt::format(
      "No table that was published {} days before {} or earlier is kept: there is nothing to compare with.",
      asked.since, now.id());
}

std::vector<Move> largest_moves(const Side& before, const Side& now, std::optional<std::size_t> category,
                                const AskedMovers& asked) {
  auto moves = moves_between(before, now, category);
  keep_largest(moves, asked.direction, asked.limit);
  return moves;
}

}  // namespace

std::expected<TableAnswer, Refusal> movers(const Services& services, const QueryParameters& query) {
  AskedMovers asked;
  auto errors = read_parameters<AskedMovers>(query, kParameters, asked);
  take_only_marketplace(services.tables.marketplaces(), asked.marketplace, errors);
  if (!errors.empty()) return std::unexpected(bad_fields(400, std::move(errors)));
  auto choice = choose(services, asked.marketplace, asked.question);
  if (!choice) return std::unexpected(std::move(choice.error()));
  const auto& cube = choice->table->cube();
  const auto category = asked.category.empty() ? std::nullopt : find_category(cube, asked.category);
  if (!asked.category.empty() && !category) return std::unexpected(unknown_category(cube, asked.category));
  const auto now = side_of(choice->table, asked.question.frame);
  const auto before = side_before(services, *choice->table, asked);
  Json rows = Json::array();
  for (const auto& move : before ? largest_moves(*before, now, category, asked) : std::vector<Move>())
    rows.push_back(json_of(move, *before, now, services.standings->rankings()));
  Json json{{"marketplaceId", cube.marketplace},
            {"timeFrame", name_of(asked.question.frame)},
            {"currency", cube.measures.amount ? Json(cube.currency) : Json(nullptr)},
            {"now", json_of(now)},
            {"before", before ? json_of(*before) : Json(nullptr)},
            {"note", before ? Json(nullptr) : Json(nothing_earlier(*choice->table, asked))},
            {"movers", std::move(rows)}};
  return TableAnswer{std::move(*choice), std::move(json)};
}

Endpoints mover_routes(const SharedServices& services) {
  const auto answer = [services](const http::Request& request) {
    return table_answer(*services, request, movers(*services, request.query));
  };
  return {{{"GET", "/api/v1/movers", answer, http::Pace::slow, "predictions:read"},  // opens a table
           {.tag = "Predictions",
            .summary = "Of which products more or less is expected than some days before",
            .query = openapi::read_by<AskedMovers>(kParameters),
            .answers = {{200, "Movers"}},
            .problems = {404},
            .is_kept = true}}};
}

}  // namespace shelfcast::api
