// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/order_events.hpp"

#include "support/json_schema.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <limits>

using namespace shelfcast;
using domain::LineStatus;
using domain::OrderEvent;
using eventlog::decode_order_event;
using eventlog::order_event_id;

namespace {

/// What the envelopes kept under tests/ tell, each in the words of its version.
OrderEvent mug_returned() {
  return {.id = "DE/A%2F17/1/3",
          .marketplace = "DE",
          .order = "A/17",
          .line = "1",
          .version = 3,
          .seller = "S-4",
          .product = "P \"9\"",
          .category = "mugs",
          .ordered = parse_instant("2025-11-20T14:03:59Z").value(),
          .changed = parse_instant("2025-11-21T09:30:00Z").value(),
          .status = LineStatus::returned,
          .quantity = 2'500'000,
          .unit_price = 1999,
          .currency = "EUR"};
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string reason(const std::string& payload) {
  const auto event = decode_order_event(payload);
  REQUIRE(!event);
  CHECK(event.error().code == Code::rejected);
  return event.error().sentence;
}

/// The mug's envelope with one value of its data replaced; null takes the field away.
std::string with(const char* name, const nlohmann::json& value) {
  auto envelope = nlohmann::json::parse(eventlog::encode(mug_returned()).payload);
  auto& part = std::string_view(name) == "time" || std::string_view(name) == "id" ? envelope : envelope["data"];
  part[name] = value;
  if (value.is_null()) part.erase(name);
  return envelope.dump();
}

}  // namespace

TEST_CASE("every envelope that a version ever wrote can be read") {
  const std::filesystem::path folder = SHELFCAST_SOURCE "/tests/unit/eventlog/envelopes";
  std::size_t versions = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    INFO(file.path());
    CHECK(decode_order_event(text_of(file.path())).value() == mug_returned());
    ++versions;
  }
  CHECK(versions > 0);
}

TEST_CASE("this version writes what its kept envelope says") {
  const auto kept = text_of(SHELFCAST_SOURCE "/tests/unit/eventlog/envelopes/order-event.v1.0.json");
  CHECK(nlohmann::json::parse(eventlog::encode(mug_returned()).payload) == nlohmann::json::parse(kept));
}

TEST_CASE("an order event comes back as it was, whatever its texts and numbers are") {
  OrderEvent event = mug_returned();
  event.order = "Größe\t\"\\\n\x01 / 日本";
  event.seller = "";
  event.category = "";
  event.version = std::numeric_limits<std::uint64_t>::max();
  event.quantity = GENERATE(Micro{0}, Micro{1}, Micro{-2'500'000}, Micro{9'000'000'000'000'000'000});
  event.unit_price = GENERATE(Minor{0}, Minor{5}, Minor{-1999}, Minor{9'000'000'000'000'000'000});
  event.status = GENERATE(LineStatus::sold, LineStatus::cancelled, LineStatus::returned);
  event.id = order_event_id(event);
  CHECK(decode_order_event(eventlog::encode(event).payload).value() == event);
}

TEST_CASE("an event travels under its id and is keyed by its category") {
  const auto event = eventlog::encode(mug_returned());
  CHECK(event.id == "DE/A%2F17/1/3");
  CHECK(event.key == "mugs");
}

TEST_CASE("no two lines share an id, even where their names hold a slash") {
  const auto id = [](std::string order, std::string line) {
    OrderEvent event = mug_returned();
    event.order = std::move(order);
    event.line = std::move(line);
    return order_event_id(event);
  };
  CHECK(id("1/2", "3") != id("1", "2/3"));
  CHECK(id("1%2F2", "3") != id("1/2", "3"));
  CHECK(id("1", "2") == "DE/1/2/3");
}

TEST_CASE("what is no order event is refused with the reason") {
  CHECK(reason("") == "is not a JSON object");
  CHECK(reason("[1,2]") == "is not a JSON object");
  CHECK(reason(eventlog::encode(mug_returned()).payload.substr(0, 100)) == "is not a JSON object");
  CHECK(reason("{}") == "'specVersion' must be a text");
  CHECK(reason(R"({"specVersion":"1.0","type":"other"})") == "is a 'other', not a 'shelfcast.order-line'");
  CHECK(reason(R"({"specVersion":"2.0","type":"shelfcast.order-line"})") ==
        "is of version 2.0, which this program does not know");
  CHECK(reason(R"({"specVersion":"1.0","type":"shelfcast.order-line"})") == "has no 'data'");
  CHECK(reason(with("order", nullptr)) == "'order' must be a text");
  CHECK(reason(with("version", -1)) == "'version' must be a whole number from 0 on");
  CHECK(reason(with("status", "lost")) == "'status' must be sold, cancelled or returned");
  CHECK(reason(with("unitPrice", "cheap")) == "'unitPrice' 'cheap' is not a decimal number");
  CHECK_THAT(reason(with("time", "yesterday")), Catch::StartsWith("'time' 'yesterday' is not a time"));
}

TEST_CASE("fields that a later program adds within this version are skipped") {
  CHECK(decode_order_event(with("gift", true)).value() == mug_returned());
}

TEST_CASE("the published schema names every field that is written") {
  const auto schema = nlohmann::json::parse(eventlog::order_event_schema());
  const auto envelope = nlohmann::json::parse(eventlog::encode(mug_returned()).payload);
  for (const auto& [name, value] : envelope.items()) CHECK(schema["properties"].contains(name));
  for (const auto& [name, value] : envelope["data"].items()) {
    CHECK(schema["properties"]["data"]["properties"].contains(name));
  }
}

TEST_CASE("what is written is valid by the published schema") {
  const testing::JsonSchema schema(eventlog::order_event_schema());
  OrderEvent event = mug_returned();
  event.status = GENERATE(LineStatus::sold, LineStatus::cancelled, LineStatus::returned);
  event.quantity = GENERATE(Micro{0}, Micro{1}, Micro{-2'500'000}, Micro{9'000'000'000'000'000'000});
  event.unit_price = GENERATE(Minor{0}, Minor{-5}, Minor{9'000'000'000'000'000'000});
  event.version = GENERATE(std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max());
  event.category = GENERATE("", "Größe\t\"\\\n\x01");
  event.id = order_event_id(event);
  CHECK(schema.fault_of(nlohmann::json::parse(eventlog::encode(event).payload)).empty());
}

TEST_CASE("the published schema refuses what is no order event") {
  const testing::JsonSchema schema(eventlog::order_event_schema());
  const auto fault = [&](const char* name, const nlohmann::json& value) {
    return schema.fault_of(nlohmann::json::parse(with(name, value)));
  };
  CHECK(fault("order", nullptr) == "/data: required");
  CHECK(fault("version", 1.5) == "/data/version: type");
  CHECK(fault("version", -1) == "/data/version: minimum");
  CHECK(fault("status", "lost") == "/data/status: enum");
  CHECK(fault("unitPrice", "19.9") == "/data/unitPrice: pattern");
  CHECK(fault("currency", "eur") == "/data/currency: pattern");
  CHECK(fault("time", "2025-11-21 09:30") == "/time: pattern");
  CHECK(fault("gift", true).empty());
}
