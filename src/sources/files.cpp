// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/files.hpp"

#include "sources/catalogue_files.hpp"
#include "sources/folder.hpp"
#include "sources/marketplace_file.hpp"
#include "sources/sales_files.hpp"

#include <algorithm>
#include <utility>

namespace shelfcast::sources {
namespace {

/// What of a folder has to be read.
struct News {
  std::vector<const CatalogueFile*> catalogue;
  std::vector<Part> parts;
  std::uint64_t bytes = 0;
};

class FileWarehouse final : public Source {
 public:
  FileWarehouse(std::filesystem::path folder, std::string marketplace_key)
      : folder_(std::move(folder)), marketplace_(std::move(marketplace_key)) {}

  [[nodiscard]] std::string name() const override {
    return "files:" + std::filesystem::weakly_canonical(folder_).string();
  }

  Result<Extraction> extract(std::string_view position, Sink& sink) override {
    const auto files = look_at(folder_);
    if (!files) return std::unexpected(files.error());
    const auto news = news_since(decode_position(position), *files);
    if (!news) return std::unexpected(news.error());
    Extraction extraction{.position = encode_position(*files), .warnings = {}};
    if (const auto told = tell(*files, *news, extraction, sink); !told) return std::unexpected(told.error());
    return extraction;
  }

 private:
  Result<News> news_since(const FileStates& before, const FileStates& now) const {
    const auto changed = [&](std::string_view file) {
      const auto is = now.find(file);
      const auto was = before.find(file);
      return is != now.end() && (was == before.end() || was->second != is->second);
    };
    const auto parts = parts_of(folder_, now);
    if (!parts) return std::unexpected(parts.error());
    News news;
    for (const auto& file : kCatalogueFiles) {
      const bool worth_reading = changed(file.file) || (now.contains(file.file) && changed(file.refers_to));
      if (!worth_reading) continue;
      news.catalogue.push_back(&file);
      news.bytes += now.find(file.file)->second.size;
    }
    for (const auto& part : *parts) {
      if (!changed(part.transactions) && !changed(part.lines)) continue;
      news.parts.push_back(part);
      news.bytes += now.find(part.transactions)->second.size + now.find(part.lines)->second.size;
    }
    return news;
  }

  Result<void> tell(const FileStates& files, const News& news, Extraction& extraction, Sink& sink) const {
    std::uint64_t done = 0;
    LocalClock clock(TimeZone::utc());
    const Reading reading{marketplace_, sink, extraction,
                          [&](std::uint64_t more) {
                            done = std::min(done + more, news.bytes);
                            if (news.bytes > 0)
                              sink.progress(static_cast<double>(done) / static_cast<double>(news.bytes));
                          },
                          clock};
    const auto file = [&](const std::string& name) {
      return TableFile{
          .path = folder_ / files.find(name)->second.file, .name = name, .format = {.encoding = Encoding::utf8}};
    };
    const bool described = files.contains("marketplaces.csv");
    const auto marketplace =
        read_marketplace(reading, described ? std::optional(file("marketplaces.csv")) : std::nullopt);
    if (!marketplace) return std::unexpected(marketplace.error());
    const auto zone = TimeZone::find(marketplace->time_zone);
    if (!zone) return std::unexpected(zone.error());
    clock = LocalClock(*zone);
    if (const auto told = sink.marketplace(*marketplace); !told) return told;
    for (const auto* of_catalogue : news.catalogue) {
      if (const auto told = of_catalogue->read(reading, file(std::string(of_catalogue->file))); !told) return told;
    }
    for (const auto& part : news.parts) {
      if (const auto told = read_sales(reading, {file(part.transactions), file(part.lines)}); !told) return told;
    }
    return {};
  }

  std::filesystem::path folder_;
  std::string marketplace_;
};

}  // namespace

std::unique_ptr<Source> open_file_warehouse(std::filesystem::path folder, std::string marketplace_key) {
  return std::make_unique<FileWarehouse>(std::move(folder), std::move(marketplace_key));
}

}  // namespace shelfcast::sources
