// SPDX-License-Identifier: Apache-2.0
#include "api/orders/order_body.hpp"

#include "api/orders/order_fields.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace shelfcast::api {
namespace {

using nlohmann::json;
using orders::Act;
using orders::Item;

/// Hears the JSON as it is parsed: an object of scalars with one list of objects of scalars, `items`.
class ActReader final : public nlohmann::json_sax<json> {
 public:
  explicit ActReader(orders::Kind kind) { act_.kind = kind; }

  Act take() { return std::move(act_); }

  bool null() override { return scalar({}); }
  bool boolean(bool) override { return scalar({}); }
  bool number_integer(number_integer_t value) override { return scalar({Scalar::Kind::number, std::to_string(value)}); }
  bool number_unsigned(number_unsigned_t value) override {
    return scalar({Scalar::Kind::number, std::to_string(value)});
  }
  bool number_float(number_float_t, const string_t& digits) override { return scalar({Scalar::Kind::number, digits}); }
  bool string(string_t& value) override { return scalar({Scalar::Kind::text, std::move(value)}); }
  bool binary(binary_t&) override { return scalar({}); }

  bool start_object(std::size_t) override {
    if (skipped_ > 0) {
      ++skipped_;
    } else if (place_ == Place::outside) {
      place_ = Place::act;
    } else if (place_ == Place::items) {
      act_.items.emplace_back();
      seen_in_item_ = 0;
      place_ = Place::item;
    } else {
      misplaced();
    }
    return true;
  }
  bool end_object() override {
    if (left_skipped()) return true;
    if (place_ == Place::item) {
      demand(item_fields(), seen_in_item_);
      place_ = Place::items;
    } else {
      demand(act_fields(), seen_in_act_);
      if (!seen_items_ && takes(takers_of_items().must, act_.kind)) complain(kItems, "missing", "items is required.");
      place_ = Place::outside;
    }
    return true;
  }
  bool start_array(std::size_t) override {
    if (skipped_ == 0 && place_ == Place::act && key_ == kItems) {
      if (std::exchange(seen_items_, true)) complain(kItems, "repeated", "items is given more than once.");
      place_ = Place::items;
    } else if (skipped_ > 0) {
      ++skipped_;
    } else {
      misplaced();
    }
    return true;
  }
  bool end_array() override {
    if (!left_skipped()) place_ = Place::act;
    return true;
  }
  bool key(string_t& name) override {
    if (skipped_ == 0) key_ = std::move(name);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  enum class Place : std::uint8_t { outside, act, items, item };

  /// A list or an object where none belongs: one complaint, and all of it is passed over.
  void misplaced() {
    ++skipped_;
    report_value({});
  }
  bool left_skipped() {
    if (skipped_ == 0) return false;
    --skipped_;
    return true;
  }
  bool scalar(const Scalar& value) {
    if (skipped_ == 0) report_value(value);
    return true;
  }

  void report_value(const Scalar& value) {
    switch (place_) {
      case Place::act:
        if (key_ == kItems) {
          seen_items_ = true;
          complain(kItems, "invalid", "items must be a list of objects.");
        } else {
          read(act_fields(), value, act_, seen_in_act_);
        }
        break;
      case Place::item:
        read(item_fields(), value, act_.items.back(), seen_in_item_);
        break;
      case Place::items:
        complain(kItems, "invalid", "Each of the items must be an object.");
        break;
      case Place::outside:
        act_.complaints.push_back({"", "invalid", "The body must be an object."});
        break;
    }
  }

  template <class Into>
  void read(std::span<const BodyField<Into>> fields, const Scalar& value, Into& into, unsigned& seen) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto& field = fields[i];
      if (field.name != key_ || !takes(field.takers.may, act_.kind)) continue;
      const unsigned bit = 1U << i;
      if ((seen & bit) != 0) {
        complain(key_, "repeated", fmt::format("{} is given more than once.", key_));
      } else if (!field.read(value, into)) {
        complain(key_, "invalid", fmt::format("{} {}.", key_, field.rule));
      }
      seen |= bit;
      return;
    }
    complain(key_, "unknown", "There is no such field here; what is not asked for is not taken.");
  }

  template <class Into>
  void demand(std::span<const BodyField<Into>> fields, unsigned seen) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if ((seen >> i & 1U) != 0 || !takes(fields[i].takers.must, act_.kind)) continue;
      complain(fields[i].name, "missing", fmt::format("{} is required.", fields[i].name));
    }
  }

  void complain(std::string_view field, std::string code, std::string message) {
    std::string pointer = place_ == Place::item ? fmt::format("/items/{}/", act_.items.size() - 1) : "/";
    for (const char c : field) {
      pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    act_.complaints.push_back({std::move(pointer), std::move(code), std::move(message)});
  }

  Act act_;
  Place place_ = Place::outside;
  std::string key_;
  unsigned seen_in_act_ = 0;  // bits by the fields' places in their table
  unsigned seen_in_item_ = 0;
  bool seen_items_ = false;
  std::size_t skipped_ = 0;  // depth within something misplaced
};

}  // namespace

std::optional<Act> read_act(orders::Kind kind, std::string_view text) {
  ActReader reader(kind);
  if (!json::sax_parse(text, &reader)) return std::nullopt;
  return reader.take();
}

}  // namespace shelfcast::api
