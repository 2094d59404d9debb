// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace shelfcast {

/// What kind of failure it is: the command line turns it into an exit code, the API into a status.
enum class Code {
  invalid,      ///< the caller asked for something that makes no sense
  not_found,    ///< the thing asked for is not there
  conflict,     ///< it is, but in a state that forbids this
  rejected,     ///< the data cannot be accepted
  unavailable,  ///< try again later: nothing was changed
  corrupt,      ///< what is stored cannot be read
  config,       ///< the configuration is wrong
};

/// An expected failure: its kind, the place it speaks of (a file and row, a parameter, a key), and a sentence for
/// people.
struct Error {
  Code code;
  std::string place;
  std::string sentence;

  /// "place: sentence", or the sentence alone where there is no place.
  [[nodiscard]] std::string text() const { return place.empty() ? sentence : place + ": " + sentence; }
};

template <class T = void>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Code code, std::string place, std::string sentence) {
  return std::unexpected(Error{code, std::move(place), std::move(sentence)});
}

}  // namespace shelfcast
