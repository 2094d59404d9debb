// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/http/message.hpp"

#include <list>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::http {

/// Percent-decoding that accepts no doubt: a bad escape, a NUL or what is not UTF-8 is `invalid`.
Result<std::string> decode(std::string_view text);

/// The path of a target, still encoded: without query, and without scheme and host where the target names them.
std::string_view path_of(std::string_view target);

/// Of a path, decoded: parts of its own text, but for those in which an escape stood for something else.
struct Segments {
  std::vector<std::string_view> all;
  std::list<std::string> decoded;
};

/// The segments of an encoded path: "/a/b%2Fc" is "a" and "b/c"; "/" is none; "/a/" is "a" and "".
Result<Segments> segments_of(std::string_view path);

}  // namespace shelfcast::http
