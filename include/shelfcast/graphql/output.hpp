// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace shelfcast::graphql {

namespace detail {
template <class T>
inline constexpr char kTag = 0;  // its address stands for the type
}

/// A handle to something of the caller's: two pointers, copied freely. It owns nothing: what it points to must stay
/// where it is until the answer is written (`Keeper` is for what is made on the way).
class Object {
 public:
  Object() = default;
  template <class T>
  static Object of(const T& what) {
    return Object(&what, &detail::kTag<T>);
  }

  template <class T>
  [[nodiscard]] bool is() const {
    return tag_ == &detail::kTag<T>;
  }
  /// Throws std::logic_error where it is something else: a resolver was attached to the wrong type.
  template <class T>
  [[nodiscard]] const T& as() const {
    if (!is<T>()) throw std::logic_error("a GraphQL object is of another type than its resolver takes it for");
    return *static_cast<const T*>(what_);
  }

 private:
  Object(const void* what, const void* tag) : what_(what), tag_(tag) {}
  const void* what_ = nullptr;
  const void* tag_ = nullptr;
};

/// Keeps what resolvers make until the answer is written.
class Keeper {
 public:
  template <class T>
  const T& keep(T value) {
    auto kept = std::make_shared<const T>(std::move(value));
    const T& place = *kept;
    kept_.push_back(std::move(kept));
    return place;
  }

 private:
  std::vector<std::shared_ptr<const void>> kept_;
};

/// What a resolver says of one parent: nothing, a leaf, an object, a list of such, or why it has no answer. Built-in
/// scalars are checked against the field's type when they are written. A string_view is not copied: it must live until
/// the answer is written, as objects do.
class Output {
 public:
  using List = std::vector<Output>;
  struct Failure {
    std::string message;
    std::string code = {};  ///< a stable word for programs; empty: none
  };
  /// JSON as it shall stand in the answer; for custom scalars.
  struct Raw {
    std::string json;
  };
  struct Placed {
    Object object;
    std::uint32_t batch = 0;  // where the executor put it
    std::uint32_t row = 0;
  };

  Output() = default;
  Output(std::nullptr_t) {}  // NOLINT(google-explicit-constructor): results read as they are
  Output(std::same_as<bool> auto value) : value_(value) {}
  Output(int value) : value_(std::int64_t{value}) {}
  Output(std::int64_t value) : value_(value) {}
  Output(double value) : value_(value) {}
  Output(std::string_view value) : value_(value) {}
  Output(const char* value) : value_(std::string_view(value)) {}
  Output(std::string value) : value_(std::move(value)) {}
  Output(Object value) : value_(Placed{value}) {}
  Output(List value) : value_(std::move(value)) {}
  Output(Failure value) : value_(std::move(value)) {}
  Output(Raw value) : value_(std::move(value)) {}

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  template <class T>
  [[nodiscard]] const T* get_if() const {
    return std::get_if<T>(&value_);
  }
  template <class T>
  [[nodiscard]] T* get_if() {
    return std::get_if<T>(&value_);
  }

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string_view, std::string, Placed, List, Failure, Raw>
      value_;
};

}  // namespace shelfcast::graphql
