// SPDX-License-Identifier: Apache-2.0
#include "sources/changes/envelope.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace shelfcast;
using Catch::Matchers::Contains;
using nlohmann::json;
using sources::Change;
using sources::ChangeVersion;

namespace {

const json kPostgres = {{"version", "2.7.0.Final"}, {"connector", "postgresql"}, {"name", "shop"},
                        {"ts_ms", 1736499600123},   {"snapshot", "false"},       {"db", "shop"},
                        {"schema", "public"},       {"table", "products"},       {"txId", 555},
                        {"lsn", 24023128}};
const json kMysql = {{"version", "2.7.0.Final"},   {"connector", "mysql"}, {"name", "shop"},
                     {"ts_ms", 1736499600000},     {"snapshot", "false"},  {"db", "shop"},
                     {"table", "products"},        {"server_id", 223344},  {"gtid", nullptr},
                     {"file", "mysql-bin.000003"}, {"pos", 484},           {"row", 1}};

json envelope(const std::string& op, const json& before, const json& after, const json& source = kPostgres) {
  return {{"before", before}, {"after", after}, {"source", source}, {"op", op}, {"ts_ms", 1736499600500}};
}

Change read(const json& event) {
  const auto change = sources::parse_envelope(event.dump());
  INFO((change ? "" : change.error().sentence));
  REQUIRE(change);
  REQUIRE(*change);
  return **change;
}

/// The text of a cell of `products` whose value was written with this schema.
Result<std::string> with_schema(const std::string& column, const json& value, json schema) {
  schema["field"] = column;
  const json row_schema = {{"type", "struct"}, {"fields", json::array({schema})}, {"field", "after"}};
  const json event = {{"schema", {{"type", "struct"}, {"fields", json::array({row_schema})}}},
                      {"payload", envelope("c", nullptr, {{column, value}})}};
  const auto change = sources::parse_envelope(event.dump());
  if (!change) return std::unexpected(change.error());
  return std::string((*change)->cell(column));
}

json typed(const std::string& type, const std::string& name) {
  return {{"type", type}, {"name", name}, {"version", 1}};
}

json decimal(const json& scale) {
  return {{"type", "bytes"}, {"name", "org.apache.kafka.connect.data.Decimal"}, {"parameters", {{"scale", scale}}}};
}

}  // namespace

TEST_CASE("a change says its table, its row and its place in the log of PostgreSQL or MySQL") {
  const json row = {{"product_id", 7}, {"name", "Späte \"1\""}, {"category_id", nullptr}, {"unheard_of", {{"a", 1}}}};
  const auto change = read(envelope("u", nullptr, row));
  CHECK(change.kind == Change::Kind::put);
  CHECK(change.table->name == "products");
  CHECK(change.cell("product_id") == "7");
  CHECK(change.cell("name") == "Späte \"1\"");
  CHECK(change.cell("category_id").empty());
  CHECK(change.version.log == std::array<std::int64_t, 3>{24023128, 0, 0});
  CHECK_FALSE(change.version.snapshot);
  CHECK(format_instant(change.committed()) == "2025-01-10T09:00:00Z");
  CHECK(read(envelope("c", nullptr, row, kMysql)).version.log == std::array<std::int64_t, 3>{3, 484, 1});
}

TEST_CASE("creations, updates and rows of a snapshot bring a row, a delete takes the one before, a truncation all") {
  const json row = {{"product_id", 7}};
  for (const auto* op : {"c", "u", "r"}) CHECK(read(envelope(op, nullptr, row)).kind == Change::Kind::put);
  CHECK(read(envelope("r", nullptr, row)).version.snapshot);
  auto last = kPostgres;
  last["snapshot"] = "last";
  CHECK(read(envelope("c", nullptr, row, last)).version.snapshot);
  const auto removed = read(envelope("d", row, nullptr));
  CHECK(removed.kind == Change::Kind::remove);
  CHECK(removed.cell("product_id") == "7");
  CHECK(read(envelope("t", nullptr, nullptr)).kind == Change::Kind::truncate);
}

TEST_CASE("tombstones, heartbeats, bounds of transactions, messages and other tables are passed over") {
  auto customers = kPostgres;
  customers["table"] = "customers";
  const auto event =
      GENERATE_REF(as<std::string>{}, "", "null", R"({"schema":null,"payload":null})", R"({"ts_ms":17364996})",
                   R"({"schema":{},"payload":{"ts_ms":17364996}})", R"({"status":"BEGIN","id":"571:53195829"})",
                   envelope("m", nullptr, nullptr).dump(), R"({"source":{},"ddl":"CREATE TABLE x","tableChanges":[]})",
                   envelope("c", nullptr, {{"email", "ada@example.org"}}, customers).dump());
  const auto change = sources::parse_envelope(event);
  REQUIRE(change);
  CHECK_FALSE(*change);
}

TEST_CASE("what is no change is refused with its reason") {
  const auto [event, reason] = GENERATE(table<std::string, std::string>({
      {"{", "is not JSON"},
      {"[1]", "no object"},
      {R"({"product_id": 7, "name": "flattened"})", "no op and source"},
      {envelope("x", nullptr, {{"product_id", 7}}).dump(), "'x' is no op"},
      {envelope("c", nullptr, nullptr).dump(), "without its row 'after'"},
      {envelope("d", nullptr, nullptr).dump(), "without its row 'before'"},
      {envelope("c", nullptr, {{"name", {1, 2}}}).dump(), "products.name: a list is no value"},
      {envelope("c", nullptr, {{"created_at", 4'000'000'000'000'000'000}}).dump(), ""},
  }));
  const auto change = sources::parse_envelope(event);
  if (reason.empty()) {
    CHECK(change);
  } else {
    REQUIRE_FALSE(change);
    CHECK(change.error().code == Code::rejected);
    CHECK_THAT(change.error().sentence, Contains(reason));
  }
}

TEST_CASE("decimals are read as bytes with their scale, as text, as doubles, and with a scale of their own") {
  CHECK(with_schema("current_price", "B88=", decimal("2")) == "19.99");
  CHECK(with_schema("current_price", "AQ==", decimal("2")) == "0.01");
  CHECK(with_schema("current_price", "+DE=", decimal("2")) == "-19.99");
  CHECK(with_schema("current_price", "AA==", decimal("0")) == "0");
  CHECK(with_schema("current_price", "AQ==", decimal(-3)) == "1000");
  CHECK(with_schema("current_price", "f////////////////////w==", decimal("2")) ==
        "1701411834604692317316873037158841057.27");
  CHECK(with_schema("current_price", "gAAAAAAAAAAAAAAAAAAAAA==", decimal("0")) ==
        "-170141183460469231731687303715884105728");
  CHECK(with_schema("current_price", "19.990", {{"type", "string"}}) == "19.990");
  CHECK(with_schema("current_price", 19.99, {{"type", "double"}}) == "19.990000000");
  CHECK(with_schema("current_price", {{"scale", 3}, {"value", "B88="}},
                    typed("struct", "io.debezium.data.VariableScaleDecimal")) == "1.999");
  CHECK_FALSE(with_schema("current_price", "AAAAAAAAAAAAAAAAAAAAAAAAAA==", decimal("2")));
  CHECK_FALSE(with_schema("current_price", "no base64!", decimal("2")));
  CHECK_FALSE(with_schema("current_price", 1e300, {{"type", "double"}}));
}

TEST_CASE("times are read in the unit that their schema names") {
  CHECK(with_schema("updated_at", 20098, typed("int32", "io.debezium.time.Date")) == "2025-01-10");
  CHECK(with_schema("updated_at", 20098, typed("int32", "org.apache.kafka.connect.data.Date")) == "2025-01-10");
  const std::string nine = "2025-01-10T09:00:00Z";
  CHECK(with_schema("updated_at", 1736499600999, typed("int64", "io.debezium.time.Timestamp")) == nine);
  CHECK(with_schema("updated_at", 1736499600999, typed("int64", "org.apache.kafka.connect.data.Timestamp")) == nine);
  CHECK(with_schema("updated_at", 1736499600999999, typed("int64", "io.debezium.time.MicroTimestamp")) == nine);
  CHECK(with_schema("updated_at", 1736499600999999999, typed("int64", "io.debezium.time.NanoTimestamp")) == nine);
  CHECK(with_schema("updated_at", "2025-01-10T10:00:00.5+01:00", typed("string", "io.debezium.time.ZonedTimestamp")) ==
        "2025-01-10T10:00:00.5+01:00");
  CHECK(with_schema("updated_at", -1, typed("int64", "io.debezium.time.Timestamp")) == "1969-12-31T23:59:59Z");
  CHECK_FALSE(with_schema("updated_at", 9'000'000'000'000'000'000, typed("int64", "io.debezium.time.Timestamp")));
  CHECK_FALSE(with_schema("updated_at", 2'000'000'000, typed("int32", "io.debezium.time.Date")));
}

TEST_CASE("without a schema the size of an integer says in what it counts time, and only where a time is expected") {
  const auto cell = [](const std::string& column, const json& value) {
    return std::string(read(envelope("c", nullptr, {{column, value}})).cell(column));
  };
  const std::string nine = "2025-01-10T09:00:00Z";
  CHECK(cell("updated_at", 20098) == "2025-01-10");
  CHECK(cell("updated_at", 1736499600) == nine);
  CHECK(cell("updated_at", 1736499600000) == nine);
  CHECK(cell("updated_at", 1736499600000000) == nine);
  CHECK(cell("updated_at", 1736499600000000000) == nine);
  CHECK(cell("product_id", 1736499600000) == "1736499600000");
  CHECK(cell("product_id", 18446744073709551615ULL) == "18446744073709551615");
  CHECK(cell("name", true) == "true");
  CHECK(cell("name", "__debezium_unavailable_value").empty());
}

TEST_CASE("the place in the log decides which of two versions is newer, and a snapshot never beats a change") {
  const auto at = [](std::int64_t lsn, std::int64_t ms, bool snapshot) {
    return ChangeVersion{{lsn, 0, 0}, ms, snapshot};
  };
  CHECK(at(20, 1, false).is_newer_than(at(10, 9, false)));
  CHECK_FALSE(at(10, 9, false).is_newer_than(at(20, 1, false)));
  CHECK_FALSE(at(10, 99, true).is_newer_than(at(20, 1, false)));  // read late, but as of an earlier place
  CHECK(at(30, 1, true).is_newer_than(at(20, 9, false)));         // a later snapshot has seen the change
  CHECK_FALSE(at(20, 9, true).is_newer_than(at(20, 1, false)));
  CHECK(at(0, 2, false).is_newer_than(at(0, 1, false)));
  CHECK_FALSE(at(0, 99, true).is_newer_than(at(0, 1, false)));
  CHECK(at(0, 1, false).is_newer_than(at(0, 99, true)));
  CHECK_FALSE(at(7, 1, false).is_newer_than(at(7, 1, false)));
}
