// SPDX-License-Identifier: Apache-2.0
// spoil_totals DATA: writes a day's total of one kind over another's, as only a mistake of the program could have; for
// the tests of `shelfcast doctor --repair`.
#include "shelfcast/deltas/deltas.hpp"
#include "shelfcast/storage/store.hpp"

#include <cstdio>
#include <filesystem>
#include <optional>

using namespace shelfcast;

namespace {

Result<void> spoil(const std::filesystem::path& folder) {
  const auto families = deltas::families();
  const auto store = storage::Store::open(folder / "store", families);
  if (!store) return std::unexpected(store.error());
  for (const auto* family : families) {
    if (family->name != "totals") continue;
    std::optional<std::string> first;
    storage::Batch batch;
    const auto visit = [&](std::string_view key, std::string_view value) {
      if (!first) first = value;
      if (value == *first) return true;
      batch.put(*family, key, *first);
      return false;
    };
    if (auto read = (*store)->scan(*family, {}, {}, visit); !read) return read;
    if (!batch.empty()) return (*store)->commit(batch, "spoil");
  }
  return fail(Code::not_found, folder.string(), "has no two totals that differ");
}

}  // namespace

int main(int count, char** arguments) {
  const auto done = count == 2 ? spoil(arguments[1]) : fail(Code::invalid, "", "usage: spoil_totals DATA");
  if (!done) std::fprintf(stderr, "%s\n", done.error().text().c_str());
  return done ? 0 : 1;
}
