// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/sources/files.hpp"
#include "sources/folder.hpp"
#include "sources/mapped_views.hpp"
#include "sources/pattern.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace shelfcast::sources {
namespace {

using Paths = std::vector<std::filesystem::path>;

/// What was read: under which mapping, and what the files were then.
struct Position {
  std::string mapping;
  FileStates files;  // by path

  static Position decode(std::string_view text) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("mapping") || !json["mapping"].is_string()) return {};
    return {json["mapping"], decode_position(json.value("files", ""))};
  }
  [[nodiscard]] std::string encode() const {
    return nlohmann::json{{"mapping", mapping}, {"files", encode_position(files)}}.dump();
  }
};

/// The files of the given paths: those themselves, and those of folders, ascending by name.
Result<Paths> files_of(const Paths& given) {
  std::set<std::filesystem::path> files;
  for (const auto& path : given) {
    std::error_code failed;
    if (std::filesystem::is_regular_file(path, failed)) {
      files.insert(std::filesystem::weakly_canonical(path));
      continue;
    }
    if (!std::filesystem::is_directory(path, failed)) {
      return fail(Code::not_found, path.string(), "is neither a file nor a folder");
    }
    auto entry = std::filesystem::directory_iterator(path, failed);
    for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
      if (entry->is_regular_file(failed)) files.insert(std::filesystem::weakly_canonical(entry->path()));
    }
    if (failed) return fail(Code::unavailable, path.string(), "cannot be read: " + failed.message());
  }
  return Paths(files.begin(), files.end());
}

class MappedFiles final : public Source {
 public:
  MappedFiles(FilesToRead files, std::string marketplace)
      : mapping_name_(std::move(files.mapping)), paths_(std::move(files.paths)), marketplace_(std::move(marketplace)) {}

  [[nodiscard]] std::string name() const override { return "files:" + mapping_name_; }

  Result<Extraction> extract(std::string_view position, Sink& sink) override {
    auto mapping = find_mapping(mapping_name_);
    if (!mapping) return std::unexpected(mapping.error());
    mapping_ = std::move(*mapping);
    auto present = files_of(paths_);
    if (!present) return std::unexpected(present.error());
    present_ = std::move(*present);
    Position before = Position::decode(position);
    if (before.mapping != mapping_.digest) before = {};
    auto now = look();
    if (!now) return std::unexpected(now.error());
    if (auto checked = check_sales(); !checked) return std::unexpected(checked.error());

    Extraction extraction;
    if (auto told = tell(before.files, *now, extraction, sink); !told) return std::unexpected(told.error());
    now->merge(before.files);  // what is not there any more stays read
    extraction.position = Position{mapping_.digest, std::move(*now)}.encode();
    return extraction;
  }

 private:
  [[nodiscard]] Paths matching(const std::vector<std::string>& patterns) const {
    Paths found;
    for (const auto& path : present_) {
      const std::string name = path.filename().string();
      if (std::ranges::any_of(patterns, [&](const auto& pattern) { return fits(name, pattern); }))
        found.push_back(path);
    }
    return found;
  }

  [[nodiscard]] std::vector<TableFile> tables_of(const Paths& paths) const {
    std::vector<TableFile> files;
    files.reserve(paths.size());
    for (const auto& path : paths) files.push_back({path, path.filename().string(), mapping_.format});
    return files;
  }

  /// The states of all files that the mapping speaks of.
  Result<FileStates> look() const {
    FileStates states;
    const auto add = [&](const std::vector<std::string>& patterns) -> Result<void> {
      for (const auto& path : matching(patterns)) {
        if (states.contains(path.string())) continue;
        auto state = state_of(path);
        if (!state) return std::unexpected(state.error());
        states.emplace(path.string(), std::move(*state));
      }
      return {};
    };
    for (const View* view : views()) {
      if (auto added = add(view->files); !added) return std::unexpected(added.error());
    }
    for (const auto& [name, table] : mapping_.tables) {
      if (auto added = add(table.files); !added) return std::unexpected(added.error());
    }
    return states;
  }

  [[nodiscard]] std::vector<const View*> views() const {
    std::vector<const View*> all;
    all.reserve(mapping_.sales.size() + mapping_.prices.size() + mapping_.holidays.size() + mapping_.stock.size() +
                mapping_.months.size());
    for (const auto& sales : mapping_.sales) all.push_back(&sales.view);
    for (const auto& prices : mapping_.prices) all.push_back(&prices.view);
    for (const auto& holidays : mapping_.holidays) all.push_back(&holidays);
    for (const auto& stock : mapping_.stock) all.push_back(&stock.view);
    for (const auto& months : mapping_.months) all.push_back(&months);
    return all;
  }

  [[nodiscard]] Result<void> check_sales() const {
    std::string wanted;
    for (const auto& sales : mapping_.sales) {
      if (!matching(sales.view.files).empty()) return {};
      for (const auto& pattern : sales.view.files) wanted += fmt::format("{}{}", wanted.empty() ? "" : ", ", pattern);
    }
    return fail(Code::rejected, paths_.empty() ? "" : paths_.front().string(),
                fmt::format("no file of sales is there: the mapping '{}' reads {}", mapping_.name, wanted));
  }

  /// The files of a view that are worth reading: new ones, or all where a table that they are joined with is new.
  [[nodiscard]] Paths news_of(const View& view, const FileStates& before, const FileStates& now) const {
    const auto changed = [&](const std::filesystem::path& path) {
      const auto was = before.find(path.string());
      return was == before.end() || was->second != now.find(path.string())->second;
    };
    Paths files = matching(view.files);
    const bool joined_anew = std::ranges::any_of(view.join, [&](const std::string& table) {
      return std::ranges::any_of(matching(mapping_.tables.find(table)->second.files), changed);
    });
    if (!joined_anew) std::erase_if(files, [&](const auto& path) { return !changed(path); });
    if (!view.only.empty() && !fits(marketplace_, view.only)) files.clear();
    return files;
  }

  Result<void> load_tables(const Reading& reading, const View& view) {
    for (const auto& name : view.join) {
      if (lookups_.contains(name)) continue;
      const auto& table = mapping_.tables.find(name)->second;
      const auto files = tables_of(matching(table.files));
      if (files.empty()) {
        return fail(Code::rejected, paths_.front().string(),
                    fmt::format("no file of the table '{}' is there: the mapping reads {}", name,
                                fmt::join(table.files, ", ")));
      }
      auto loaded = Lookup::load(reading, mapping_, table, files);
      if (!loaded) return std::unexpected(loaded.error());
      lookups_.emplace(name, std::move(*loaded));
    }
    return {};
  }

  /// Calls `read` with each file of the view that has news.
  template <class Read>
  Result<void> read_view(const Reading& reading, const View& view, const Paths& news, const Read& read) {
    if (news.empty()) return {};
    if (auto loaded = load_tables(reading, view); !loaded) return loaded;
    for (auto& file : tables_of(news)) {
      if (auto done = read({reading, lookups_, marketplaces_, std::move(file)}); !done) return done;
    }
    return {};
  }

  Result<void> tell(const FileStates& before, const FileStates& now, Extraction& extraction, Sink& sink) {
    domain::Marketplace settings = mapping_.marketplace;
    settings.key = settings.name = marketplace_;
    auto zone = TimeZone::find(settings.time_zone);
    if (!zone) return std::unexpected(zone.error());
    if (auto told = sink.marketplace(settings); !told) return told;

    std::uint64_t bytes = 0;
    for (const View* view : views()) {
      for (const auto& path : news_of(*view, before, now)) bytes += now.find(path.string())->second.size;
    }
    std::uint64_t done = 0;
    LocalClock clock(std::move(*zone));
    const Reading reading{marketplace_, sink, extraction,
                          [&](std::uint64_t more) {
                            done = std::min(done + more, bytes);
                            if (bytes > 0) sink.progress(static_cast<double>(done) / static_cast<double>(bytes));
                          },
                          clock};
    marketplaces_ = {};
    lookups_.clear();
    if (auto told = tell_views(reading, before, now); !told) return told;
    lookups_.clear();
    return check_marketplace();
  }

  Result<void> tell_views(const Reading& reading, const FileStates& before, const FileStates& now) {
    for (const auto& holidays : mapping_.holidays) {
      const auto read = [&](const ViewFile& at) { return read_holidays_view(at, holidays); };
      if (auto told = read_view(reading, holidays, news_of(holidays, before, now), read); !told) return told;
    }
    bool sales_are_new = false;
    for (const auto& sales : mapping_.sales) {
      ProductTeller products(reading.sink);
      const auto read = [&](const ViewFile& at) { return read_sales_view(at, sales, products); };
      const auto news = news_of(sales.view, before, now);
      sales_are_new |= !news.empty();
      if (auto told = read_view(reading, sales.view, news, read); !told) return told;
    }
    // Rows about products that only new sales made known were passed over before.
    const FileStates nothing;
    const FileStates& known = sales_are_new ? nothing : before;
    for (const auto& prices : mapping_.prices) {
      const auto read = [&](const ViewFile& at) { return read_prices_view(at, prices); };
      if (auto told = read_view(reading, prices.view, news_of(prices.view, known, now), read); !told) return told;
    }
    for (const auto& stock : mapping_.stock) {
      const auto read = [&](const ViewFile& at) { return read_stock_view(at, stock); };
      if (auto told = read_view(reading, stock.view, news_of(stock.view, known, now), read); !told) return told;
    }
    for (const auto& months : mapping_.months) {
      const auto read = [&](const ViewFile& at) { return read_months_view(at, months); };
      if (auto told = read_view(reading, months, news_of(months, known, now), read); !told) return told;
    }
    return {};
  }

  [[nodiscard]] Result<void> check_marketplace() const {
    if (marketplaces_.found || marketplaces_.others.empty()) return {};
    return fail(
        Code::rejected, marketplace_,
        fmt::format("the files hold no row of this marketplace; they hold: {}", fmt::join(marketplaces_.others, ", ")));
  }

  std::string mapping_name_;
  Mapping mapping_;
  Paths paths_;
  std::string marketplace_;
  Paths present_;
  Marketplaces marketplaces_;
  MappedRows::Lookups lookups_;
};

}  // namespace

std::unique_ptr<Source> open_files(const FilesToRead& files, std::string marketplace_key) {
  if (files.mapping.empty()) return open_file_warehouse(files.paths.front(), std::move(marketplace_key));
  return std::make_unique<MappedFiles>(files, std::move(marketplace_key));
}

}  // namespace shelfcast::sources
