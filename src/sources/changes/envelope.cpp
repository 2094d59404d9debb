// SPDX-License-Identifier: Apache-2.0
#include "sources/changes/envelope.hpp"

#include "sources/changes/connect_value.hpp"
#include "sources/row.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace shelfcast::sources {
namespace {

using nlohmann::json;

constexpr std::array kTables = {&kMarketplaces, &kSellers,  &kCategories,  &kProducts,     &kPriceHistory,
                                &kPromotions,   &kHolidays, &kStockLevels, &kTransactions, &kTransactionProducts};
constexpr std::array<std::string_view, 7> kTimeColumns = {"created_at", "updated_at", "valid_from",      "start_date",
                                                          "end_date",   "date",       "transaction_time"};

const json& child(const json& object, const char* name) {
  static const json none;
  if (!object.is_object()) return none;
  const auto found = object.find(name);
  return found == object.end() ? none : *found;
}

std::string text_of(const json& object, const char* name) {
  const auto& value = child(object, name);
  return value.is_string() ? value.get<std::string>() : "";
}

std::int64_t number_of(const json& object, const char* name) {
  const auto& value = child(object, name);
  if (value.is_number_integer() || value.is_number_unsigned()) return value.get<std::int64_t>();
  return 0;
}

/// The schema of a field in a struct's schema, or null.
const json& field_of(const json& schema, std::string_view name) {
  static const json none;
  const auto& fields = child(schema, "fields");
  if (!fields.is_array()) return none;
  for (const auto& field : fields) {
    const auto& is = child(field, "field");
    if (is.is_string() && is.get_ref<const std::string&>() == name) return field;
  }
  return none;
}

/// "mysql-bin.000003" -> 3.
std::int64_t number_of_file(const std::string& file) {
  std::int64_t number = 0;
  const auto digits = file.substr(file.find_last_not_of("0123456789") + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

ChangeVersion version_of(const json& source, bool read_from_table) {
  ChangeVersion version;
  version.committed_ms = number_of(source, "ts_ms");
  const auto& snapshot = child(source, "snapshot");
  const bool says_so = (snapshot.is_boolean() && snapshot.get<bool>()) ||
                       (snapshot.is_string() && snapshot != "false" && snapshot != "");
  version.snapshot = read_from_table || says_so;
  if (const auto lsn = number_of(source, "lsn"); lsn != 0) {
    version.log = {lsn, 0, 0};
  } else if (const auto file = text_of(source, "file"); !file.empty()) {
    version.log = {number_of_file(file), number_of(source, "pos"), number_of(source, "row")};
  }
  return version;
}

/// Messages between the changes: a heartbeat, the bounds of a transaction, a change of the schema.
bool is_between_changes(const json& payload) {
  if (payload.contains("op")) return false;
  const bool heartbeat = payload.size() == 1 && payload.contains("ts_ms");
  const bool bounds = payload.contains("status") && payload.contains("id");
  return heartbeat || bounds || payload.contains("ddl") || payload.contains("tableChanges");
}

std::unexpected<Error> refuse(std::string sentence) {
  return fail(Code::rejected, "", std::move(sentence));
}

/// The text of every column that is read; a buyer's id never leaves the event.
Result<std::vector<std::string>> cells_of(const json& row, const json& schema, const Schema& table) {
  std::vector<std::string> cells(table.columns.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Column& column = table.columns[i];
    const auto value = row.find(column.name);
    if (value == row.end() || column.need == Need::personal) continue;
    const bool expects_time = std::ranges::find(kTimeColumns, column.name) != kTimeColumns.end();
    auto text = cell_text(*value, field_of(schema, column.name), expects_time);
    if (!text) return refuse(fmt::format("{}.{}: {}", table.name, column.name, text.error().sentence));
    cells[i] = std::move(*text);
  }
  return cells;
}

Result<std::optional<Change>> read_change(const json& payload, const json& schema) {
  const auto op = text_of(payload, "op");
  const auto& source = child(payload, "source");
  if (op.empty() || !source.is_object())
    return refuse("is not a change as Debezium writes it: it has no op and source");
  if (op == "m") return std::optional<Change>();
  const auto name = text_of(source, "table");
  const auto table = std::ranges::find(kTables, name, &Schema::name);
  if (table == kTables.end()) return std::optional<Change>();

  Change change{.kind = Change::Kind::put, .table = *table, .version = version_of(source, op == "r"), .cells = {}};
  if (op == "t") {
    change.kind = Change::Kind::truncate;
    return change;
  }
  const bool removed = op == "d";
  if (!removed && op != "c" && op != "u" && op != "r") return refuse(fmt::format("'{}' is no op", op.substr(0, 20)));
  if (removed) change.kind = Change::Kind::remove;
  const char* side = removed ? "before" : "after";
  const auto& row = child(payload, side);
  if (!row.is_object()) return refuse(fmt::format("a change of {} without its row '{}'", name, side));
  auto cells = cells_of(row, field_of(schema, side), **table);
  if (!cells) return std::unexpected(cells.error());
  change.cells = std::move(*cells);
  return change;
}

}  // namespace

bool ChangeVersion::is_newer_than(const ChangeVersion& other) const {
  constexpr std::array<std::int64_t, 3> kNowhere = {0, 0, 0};
  const bool comparable = log != kNowhere && other.log != kNowhere;
  if (comparable && log != other.log) return log > other.log;
  if (snapshot != other.snapshot) return other.snapshot;
  return committed_ms > other.committed_ms;
}

std::string_view Change::cell(std::string_view column) const {
  return cells.empty() ? std::string_view() : std::string_view(cells[Row::at(*table, column)]);
}

Result<std::optional<Change>> parse_envelope(std::string_view payload) {
  if (payload.empty()) return std::optional<Change>();
  const auto parsed = json::parse(payload, nullptr, false);
  if (parsed.is_discarded()) return refuse("is not JSON");
  const bool has_schema = parsed.is_object() && parsed.contains("schema") && parsed.contains("payload");
  const json& change = has_schema ? parsed["payload"] : parsed;
  if (change.is_null()) return std::optional<Change>();
  if (!change.is_object()) return refuse("is not a change as Debezium writes it: no object");
  if (is_between_changes(change)) return std::optional<Change>();
  return read_change(change, has_schema ? parsed["schema"] : json());
}

}  // namespace shelfcast::sources
