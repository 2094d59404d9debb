// SPDX-License-Identifier: Apache-2.0
#include "predictions/cells.hpp"

#include "predictions/fetching.hpp"
#include "shelfcast/base/bytes.hpp"
#include "shelfcast/base/digest.hpp"

#include <bit>
#include <cstring>

namespace shelfcast::predictions {
namespace {

using domain::Expected;

static_assert(std::endian::native == std::endian::little, "cells are mapped, not decoded");
static_assert(sizeof(Expected) == 16);
static_assert(sizeof(domain::Chance) == 16);

constexpr std::uint64_t kMagic = 0x424154464c454853;  // "SHELFTAB"
constexpr std::uint32_t kVersion = 4;
constexpr std::uint32_t kWithoutRunning = 1;  // how tables were written before parts of them could be refreshed
constexpr std::uint32_t kWithoutChances = 2;
constexpr std::uint32_t kWithoutYouth = 3;

struct Header {
  std::uint64_t magic = kMagic;
  std::uint32_t version = kVersion;
  std::uint32_t boundaries = 0;
  std::uint64_t products = 0;
  std::uint64_t row_bytes = 0;
  std::uint64_t digest = 0;
  std::uint64_t chances = 0;
};
static_assert(sizeof(Header) == 48);

std::string encode_rows(const std::vector<domain::ForecastProduct>& products) {
  std::string rows;
  for (const auto& product : products) {
    put_varint(rows, product.id.value);
    put_text(rows, product.key);
    put_text(rows, product.name);
    put_varint(rows, product.category.value);
    put_varint(rows, product.seller.value);
    put_text(rows, product.seller_key);
    put_text(rows, product.seller_name);
    put_varint(rows, product.young ? 1 : 0);
  }
  return rows;
}

domain::ForecastProduct read_row(ByteReader& reader, bool knows_youth) {
  domain::ForecastProduct product;
  product.id.value = static_cast<std::uint32_t>(reader.varint());
  product.key = reader.text();
  product.name = reader.text();
  product.category.value = static_cast<std::uint32_t>(reader.varint());
  product.seller.value = static_cast<std::uint32_t>(reader.varint());
  product.seller_key = reader.text();
  product.seller_name = reader.text();
  product.young = knows_youth && reader.varint() == 1;
  return product;
}

void append(std::string& bytes, const void* from, std::size_t size) {
  bytes.append(static_cast<const char*>(from), size);
}

std::unexpected<Error> corrupt(const std::filesystem::path& file, std::string sentence) {
  return fail(Code::corrupt, file.string(), std::move(sentence));
}

}  // namespace

std::string encode_cells(const domain::Cube& cube) {
  const std::string rows = encode_rows(cube.products);
  const std::size_t steps = cube.boundaries.size() - 1;
  std::string bytes(sizeof(Header), '\0');
  bytes.reserve(bytes.size() + cube.products.size() * (cube.boundaries.size() + 1) * sizeof(Expected) + rows.size());
  for (std::size_t product = 0; product < cube.products.size(); ++product) {
    const Expected running = cube.running.empty() ? Expected{} : cube.running[product];
    append(bytes, &running, sizeof running);
    Expected sum;
    append(bytes, &sum, sizeof sum);
    for (std::size_t step = 0; step < steps; ++step) {
      sum += cube.cells[product * steps + step];
      append(bytes, &sum, sizeof sum);
    }
  }
  for (const auto& chances : {cube.product_chances, cube.category_chances})
    append(bytes, chances.data(), chances.size() * sizeof(domain::Chance));
  bytes += rows;
  const Header header{.boundaries = static_cast<std::uint32_t>(cube.boundaries.size()),
                      .products = cube.products.size(),
                      .row_bytes = rows.size(),
                      .digest = fingerprint(std::string_view(bytes).substr(sizeof(Header))),
                      .chances = cube.product_chances.size() + cube.category_chances.size()};
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

Result<Cells> Cells::open(const std::filesystem::path& file, std::size_t boundaries) {
  auto mapped = storage::MappedFile::open(file);
  if (!mapped) return std::unexpected(mapped.error());
  const std::string_view bytes = mapped->bytes();
  Header header;
  if (bytes.size() < sizeof header) return corrupt(file, "is shorter than its header");
  std::memcpy(&header, bytes.data(), sizeof header);
  const bool ours = header.version >= kWithoutRunning && header.version <= kVersion;
  if (header.magic != kMagic || !ours) return corrupt(file, "is no table of this version");
  const std::size_t body = bytes.size() - sizeof header;
  const std::size_t head = header.version == kWithoutRunning ? 0 : 1;
  const std::size_t chances = header.version <= kWithoutChances ? 0 : header.chances;
  const std::size_t row = (head + header.boundaries) * sizeof(Expected);
  const bool short_enough = header.row_bytes <= body && chances <= (body - header.row_bytes) / sizeof(domain::Chance);
  const std::size_t of_cells = short_enough ? body - header.row_bytes - chances * sizeof(domain::Chance) : 0;
  const bool fits = header.boundaries == boundaries && boundaries > 0 && short_enough && of_cells % row == 0 &&
                    of_cells / row == header.products;
  if (!fits) return corrupt(file, "is not as long as its header says");
  if (fingerprint(bytes.substr(sizeof header)) != header.digest) return corrupt(file, "fails its checksum");
  Cells cells(std::move(*mapped));
  cells.columns_ = head + boundaries;
  cells.head_ = head;
  cells.products_ = header.products;
  cells.chances_ = chances;
  cells.digest_ = header.digest;
  cells.know_youth_ = header.version > kWithoutYouth;
  return cells;
}

const char* Cells::place_of(std::size_t product, std::size_t column) const {
  return file_.bytes().data() + sizeof(Header) + (product * columns_ + column) * sizeof(Expected);
}

Expected Cells::at(std::size_t product, std::size_t column) const {
  Expected value;
  std::memcpy(&value, place_of(product, column), sizeof value);
  return value;
}

Expected Cells::before(std::size_t product, std::size_t boundary) const {
  return at(product, head_ + boundary);
}

Expected Cells::running(std::size_t product) const {
  return head_ == 0 ? Expected{} : at(product, 0);
}

std::string_view Cells::after_cells() const {
  return file_.bytes().substr(sizeof(Header) + products_ * columns_ * sizeof(Expected));
}

domain::Chance Cells::chance(std::size_t index) const {
  domain::Chance chance;
  std::memcpy(&chance, after_cells().data() + index * sizeof chance, sizeof chance);
  return chance;
}

void Cells::fetch_sums(std::size_t product, std::size_t boundary, std::size_t other) const {
  for (const std::size_t one : {boundary, other}) fetch_memory(place_of(product, head_ + one), sizeof(Expected));
}

void Cells::fetch_chance(std::size_t index) const {
  fetch_memory(after_cells().data() + index * sizeof(domain::Chance), sizeof(domain::Chance));
}

Result<std::vector<domain::ForecastProduct>> Cells::rows() const {
  ByteReader reader(after_cells().substr(chances_ * sizeof(domain::Chance)));
  std::vector<domain::ForecastProduct> rows;
  rows.reserve(products_);
  for (std::size_t i = 0; i < products_; ++i) rows.push_back(read_row(reader, know_youth_));
  if (!reader.ok() || !reader.at_end()) return fail(Code::corrupt, "", "the product rows cannot be read");
  return rows;
}

}  // namespace shelfcast::predictions
