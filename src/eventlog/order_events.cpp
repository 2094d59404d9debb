// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/eventlog/order_events.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <iterator>
#include <optional>

namespace shelfcast::eventlog {
namespace {

using nlohmann::json;

constexpr std::string_view kSpecVersion = "1.0";
constexpr std::string_view kType = "shelfcast.order-line";
constexpr std::array<std::string_view, 3> kStatusNames{"sold", "cancelled", "returned"};  // by LineStatus

void put_part(std::string& id, std::string_view part) {
  for (const char c : part) {
    if (c == '%') {
      id += "%25";
    } else if (c == '/') {
      id += "%2F";
    } else {
      id += c;
    }
  }
  id += '/';
}

/// `"text"` with what JSON does not allow in it escaped. Written by hand, because an envelope a line is a lot of them.
void put_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

void put_field(std::string& out, std::string_view name, std::string_view text) {
  out.append(",\"").append(name).append("\":");
  put_quoted(out, text);
}

std::string envelope_of(const domain::OrderEvent& event) {
  std::string out;
  out.reserve(512);
  out.append(R"({"specVersion":")").append(kSpecVersion).append("\"");
  put_field(out, "id", event.id);
  put_field(out, "type", kType);
  put_field(out, "time", format_instant(event.changed));
  fmt::format_to(std::back_inserter(out), R"(,"data":{{"version":{})", event.version);
  put_field(out, "marketplace", event.marketplace);
  put_field(out, "order", event.order);
  put_field(out, "line", event.line);
  put_field(out, "seller", event.seller);
  put_field(out, "product", event.product);
  put_field(out, "category", event.category);
  put_field(out, "ordered", format_instant(event.ordered));
  put_field(out, "status", kStatusNames.at(static_cast<std::size_t>(event.status)));
  put_field(out, "quantity", format_micro(event.quantity));
  put_field(out, "unitPrice", format_minor(event.unit_price));
  put_field(out, "currency", event.currency);
  return out.append("}}");
}

/// Reads the fields of one object; remembers the first that is missing or wrong.
class Fields {
 public:
  explicit Fields(json& object) : object_(object) {}

  std::string text(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_string()) return refuse<std::string>(name, "must be a text");
    return std::move(found->get_ref<std::string&>());
  }
  std::uint64_t whole_number(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_number_unsigned()) {
      return refuse<std::uint64_t>(name, "must be a whole number from 0 on");
    }
    return found->get<std::uint64_t>();
  }
  template <class T>
  T parsed(const char* name, Result<T> (*parse)(std::string_view)) {
    const auto value = parse(text(name));
    return value ? *value : refuse<T>(name, value.error().sentence);
  }
  domain::LineStatus status(const char* name) {
    const std::string word = text(name);
    for (std::size_t i = 0; i < kStatusNames.size(); ++i) {
      if (word == kStatusNames[i]) return static_cast<domain::LineStatus>(i);
    }
    return refuse<domain::LineStatus>(name, "must be sold, cancelled or returned");
  }
  [[nodiscard]] const std::optional<Error>& problem() const { return problem_; }

 private:
  template <class T>
  T refuse(const char* name, std::string_view sentence) {
    if (!problem_) problem_ = Error{Code::rejected, "order event", fmt::format("'{}' {}", name, sentence)};
    return T{};
  }
  json& object_;
  std::optional<Error> problem_;
};

/// Version 1. A later one gets a function of its own beside this.
Result<domain::OrderEvent> from_version_1(json& envelope) {
  const auto data = envelope.find("data");
  if (data == envelope.end() || !data->is_object()) return fail(Code::rejected, "order event", "has no 'data'");
  Fields outer(envelope);
  Fields inner(*data);
  domain::OrderEvent event;
  event.id = outer.text("id");
  event.changed = outer.parsed<Instant>("time", parse_instant);
  event.marketplace = inner.text("marketplace");
  event.order = inner.text("order");
  event.line = inner.text("line");
  event.version = inner.whole_number("version");
  event.seller = inner.text("seller");
  event.product = inner.text("product");
  event.category = inner.text("category");
  event.ordered = inner.parsed<Instant>("ordered", parse_instant);
  event.status = inner.status("status");
  event.quantity = inner.parsed<Micro>("quantity", parse_micro);
  event.unit_price = inner.parsed<Minor>("unitPrice", parse_minor);
  event.currency = inner.text("currency");
  for (const auto* fields : {&outer, &inner}) {
    if (fields->problem()) return std::unexpected(*fields->problem());
  }
  return event;
}

}  // namespace

std::string order_event_id(const domain::OrderEvent& event) {
  std::string id;
  put_part(id, event.marketplace);
  put_part(id, event.order);
  put_part(id, event.line);
  return id.append(std::to_string(event.version));
}

Event encode(const domain::OrderEvent& event) {
  return {.id = event.id, .key = event.category, .payload = envelope_of(event)};
}

Result<domain::OrderEvent> decode_order_event(std::string_view payload) {
  json envelope = json::parse(payload, nullptr, false);
  if (!envelope.is_object()) return fail(Code::rejected, "order event", "is not a JSON object");
  Fields fields(envelope);
  const std::string version = fields.text("specVersion");
  const std::string type = fields.text("type");
  if (fields.problem()) return std::unexpected(*fields.problem());
  if (type != kType) return fail(Code::rejected, "order event", fmt::format("is a '{}', not a '{}'", type, kType));
  if (version.starts_with("1.")) return from_version_1(envelope);
  return fail(Code::rejected, "order event",
              fmt::format("is of version {}, which this program does not know", version));
}

}  // namespace shelfcast::eventlog
