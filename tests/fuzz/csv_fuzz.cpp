// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file: unpacked or not, whatever dialect they seem to be in, every row and cell is read or refused.
#include "sources/cell_text.hpp"
#include "sources/dialect.hpp"

#include <cstdint>
#include <string>

using namespace shelfcast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto records = sources::open_records(sources::bytes_of(std::string(reinterpret_cast<const char*>(data), size)), {});
  if (!records) return 0;
  auto& reader = *records->reader;
  for (auto step = reader.next(); step != sources::RecordReader::Step::end; step = reader.next()) {
    if (step == sources::RecordReader::Step::failed) return 0;
    if (step == sources::RecordReader::Step::fault) continue;
    for (const auto field : reader.fields()) {
      static_cast<void>(sources::read_time(field, records->dialect.dates));
      static_cast<void>(parse_minor(sources::plain_number(field, records->dialect.decimal_comma)));
    }
  }
  return 0;
}
