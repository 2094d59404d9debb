// SPDX-License-Identifier: Apache-2.0
// Any bytes as a request: what is taken for a plain one, the judging parser takes for the same one.
#include "http/plain_request.hpp"
#include "http/request_parser.hpp"

#include <cstdint>
#include <cstdlib>

using namespace shelfcast::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Router router({});
  static const Limits limits;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  PlainRequest plain;
  const bool is_plain = plain.read(bytes, limits.header_bytes);

  Request judged;
  RequestParser parser(judged, router, limits);
  std::size_t used = 0;
  boost::system::error_code failed;
  while (!failed && !parser.is_done() && used < size) {
    const std::size_t step = parser.put(boost::asio::buffer(bytes.substr(used)), failed);
    if (step == 0) break;
    used += step;
  }
  if (!is_plain) return 0;
  Request request;
  plain.copy_to(request);
  const bool same = !failed && parser.is_done() && used == plain.size() && request.method == judged.method &&
                    request.target == judged.target && request.headers.fields == judged.headers.fields &&
                    plain.closes() != parser.keep_alive();
  if (!same) std::abort();
  return 0;
}
