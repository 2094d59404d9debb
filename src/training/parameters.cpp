// SPDX-License-Identifier: Apache-2.0
#include "training/parameters.hpp"

#include "shelfcast/base/bytes.hpp"

namespace shelfcast::training {
namespace {

constexpr std::string_view kMagic = "parameters1";

}  // namespace

std::string to_bytes(const Parameters& parameters) {
  std::string bytes;
  put_text(bytes, kMagic);
  for (const auto& band : parameters.bands) {
    put_text(bytes, band.total);
    put_text(bytes, band.share);
  }
  return bytes;
}

Result<Parameters> parse_parameters(std::string_view bytes) {
  ByteReader in(bytes);
  Parameters parameters;
  const bool ours = in.text() == kMagic;
  for (auto& band : parameters.bands) {
    band.total = in.text();
    band.share = in.text();
  }
  if (!ours || !in.ok() || !in.at_end())
    return fail(Code::corrupt, "model", "these bytes are not the parameters of a model");
  return parameters;
}

}  // namespace shelfcast::training
