// SPDX-License-Identifier: Apache-2.0
#pragma once

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

  /// The first of this name, without regard to case; empty where there is none.
  [[nodiscard]] std::string_view get(std::string_view name) const;
};

/// Whether a caller may be given an answer that was prepared before, without its route's handler being asked.
/// `asker` is what the route's asker (see Route) stands for in this target; empty where the route has none.
///
/// Nothing: the handler is asked, and decides. Else the answer is given with these lines added to its head, each ended
/// by CR LF; they are valid until the next call on this thread. Called on the serving threads for each prepared answer:
/// it must be quick, and allocate nothing.
using Admission =
    std::function<std::optional<std::string_view>(const AskedHead&, const Route&, std::string_view asker)>;

/// What holds where no other is given: whoever shows no credentials gets what was prepared for those who show none.
std::optional<std::string_view> admit_the_anonymous(const AskedHead& head, const Route& route, std::string_view asker);

}  // namespace shelfcast::http
