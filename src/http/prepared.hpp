// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/section.hpp"
#include "shelfcast/http/keeping.hpp"
#include "shelfcast/http/router.hpp"

#include <string>
#include <string_view>

namespace shelfcast::http {

enum class Coding : std::uint8_t { none, gzip };

/// The header lines that go to this caller alone: limits on it, its cookies. They are no part of what is prepared.
std::string lines_for_one_caller(const Response& answer);

/// An answer as the bytes that are sent, but for what differs each time it is given. Immutable; any thread.
class Prepared {
 public:
  /// Of a 200 whose `keeping` is set. Bodies that are too short to gain by it are not packed. `now` by the stopwatch.
  Prepared(const Response& answer, const Route& route, Coding coding, double now);

  /// Whether it may still be given. To be asked before `write`.
  [[nodiscard]] bool holds(double now) const {
    return now < ends_ && keeping_.edition->load(std::memory_order_acquire) == keeping_.made_in;
  }
  [[nodiscard]] const Route& route() const { return route_; }
  [[nodiscard]] std::uint64_t audience() const { return keeping_.audience; }
  [[nodiscard]] const std::string& etag() const { return etag_; }

  /// Who asks, and what the answer's own head says.
  struct Given {
    std::string_view request_id;
    std::string_view asker;
    std::string_view lines = {};  ///< added to the head
    bool not_modified = false;    ///< the caller holds it already: a 304
  };
  /// Appends it.
  void write(std::string& out, const Given& given, double now) const;

 private:
  const Route& route_;
  const Keeping keeping_;
  const double fresh_until_;
  const double ends_;
  std::string etag_;
  Section head_;
  Section not_modified_;
  Section body_;
};

}  // namespace shelfcast::http
