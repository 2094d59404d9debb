// SPDX-License-Identifier: Apache-2.0
// Any bytes as lines of JSON objects, whatever they begin with.
#include "sources/ndjson.hpp"

#include <cstdint>
#include <string>

using namespace shelfcast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  sources::NdjsonReader reader(sources::bytes_of(text), std::string_view(text).substr(0, size / 2));
  std::size_t columns = 0;
  for (auto step = reader.next(); step != sources::RecordReader::Step::end; step = reader.next()) {
    if (step == sources::RecordReader::Step::failed) return 0;
    if (step != sources::RecordReader::Step::row) continue;
    if (columns == 0) columns = reader.fields().size();
    if (reader.fields().size() != columns) __builtin_trap();
  }
  return 0;
}
