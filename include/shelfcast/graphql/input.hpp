// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shelfcast::graphql {

/// A value that came in with a request, as its declared type has it: an Int is a whole number, a Float a double, an ID
/// and an enum's value are texts. What a resolver gets has been checked; it may take it as what its type says.
class Input {
 public:
  using List = std::vector<Input>;
  using Fields = std::vector<std::pair<std::string, Input>>;

  Input() = default;
  explicit Input(bool value) : value_(value) {}
  explicit Input(std::int64_t value) : value_(value) {}
  explicit Input(double value) : value_(value) {}
  explicit Input(std::string value) : value_(std::move(value)) {}
  explicit Input(List value) : value_(std::move(value)) {}
  explicit Input(Fields value) : value_(std::move(value)) {}

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  /// Null where it is something else.
  template <class T>
  [[nodiscard]] const T* get_if() const {
    return std::get_if<T>(&value_);
  }
  /// These throw std::bad_variant_access where it is something else: a resolver that does not know its own schema.
  [[nodiscard]] bool flag() const { return std::get<bool>(value_); }
  [[nodiscard]] std::int64_t integer() const { return std::get<std::int64_t>(value_); }
  [[nodiscard]] double number() const { return std::get<double>(value_); }
  [[nodiscard]] const std::string& text() const { return std::get<std::string>(value_); }
  [[nodiscard]] const List& list() const { return std::get<List>(value_); }
  [[nodiscard]] const Fields& fields() const { return std::get<Fields>(value_); }
  /// A field of an input object; null where it was not given.
  [[nodiscard]] const Input* find(std::string_view name) const;

  bool operator==(const Input&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Fields> value_;
};

/// The arguments of a field, defaults included. What was neither given nor has a default is not there.
class Arguments {
 public:
  Arguments() = default;
  explicit Arguments(Input::Fields values) : values_(std::move(values)) {}

  /// Null where it is not there.
  [[nodiscard]] const Input* find(std::string_view name) const;
  /// An Input that is null where it is not there.
  [[nodiscard]] const Input& operator[](std::string_view name) const;
  [[nodiscard]] const Input::Fields& values() const { return values_; }

 private:
  Input::Fields values_;
};

}  // namespace shelfcast::graphql
