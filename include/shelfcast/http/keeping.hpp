// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace shelfcast::http {

/// A place in an answer where something else stands each time it is given.
struct Mark {
  enum class Of : std::uint8_t {
    asker,  ///< what the route's asker stands for, as it came
    age,    ///< the seconds of Cache-Control's max-age
  };
  static constexpr std::size_t kBody = ~std::size_t{0};

  Of of;
  std::size_t field;  ///< the header, as an index, or kBody
  std::size_t at;
  std::size_t size;
};

/// What lets an answer be given again without its handler, to everyone whom the server's Admission lets have it. Such
/// an answer depends on nothing but the target, the Accept header and an edition that this process can count. Asked
/// with the same target and Accept by another asker it is the same but for the marks; one whose id is a whole number
/// where the other's is not counts as asking something else.
struct Keeping {
  std::shared_ptr<const std::atomic<std::uint64_t>> edition;  ///< the answer holds while this is `made_in`
  std::uint64_t made_in = 0;                                  ///< read before anything that the answer was made from
  std::int64_t seconds = 0;    ///< the answer holds so long: what max-age counts down; where that is 0, still a second
  bool asker_alone = false;    ///< it is about the asker: nobody else is given it
  std::uint64_t audience = 0;  ///< who may be given it, in the words of the Admission; 0: whoever may use the route
  std::vector<Mark> marks = {};                                  ///< in the order of the headers, then of the body
  std::shared_ptr<std::atomic<std::uint64_t>> times_given = {};  ///< counts up each time, where somebody wants to know
};

}  // namespace shelfcast::http
