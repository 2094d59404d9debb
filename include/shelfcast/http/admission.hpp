// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace shelfcast::http {

struct Route;

struct HeaderView {
  std::string_view name;
  std::string_view value;
};

/// The head of a request, where it came to lie: valid only while it is looked at.
struct AskedHead {
  std::string_view method;
  std::string_view target;
  std::span<const HeaderView> headers;
  bool local = false;  ///< as Request::local

  /// The first of this name, without regard to case.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  /// Empty where there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const { return find(name).value_or(""); }
};

/// An answer that was prepared before, apart from what it says.
struct PreparedFor {
  const Route& route;
  std::string_view asker;      ///< what the route's asker (see Route) stands for in this target; empty: it has none
  std::uint64_t audience = 0;  ///< as Keeping says
};

/// Whether a caller may be given an answer that was prepared before, without its route's handler being asked.
///
/// Nothing: the handler is asked, and decides. Else the answer is given, in any case, with these lines added to its
/// head, each ended by CR LF; they are valid until the next call on this thread. Called on the serving threads for each
/// prepared answer: it must be quick, and allocate nothing.
using Admission = std::function<std::optional<std::string_view>(const AskedHead&, const PreparedFor&)>;

/// What holds where no other is given: whoever shows no credentials gets what was prepared for anybody.
std::optional<std::string_view> admit_the_anonymous(const AskedHead& head, const PreparedFor& prepared);

}  // namespace shelfcast::http
