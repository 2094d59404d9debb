// SPDX-License-Identifier: Apache-2.0
#include "sources/mapping.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/base/nearest.hpp"
#include "sources/marketplace_settings.hpp"
#include "sources/toml_section.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace shelfcast::sources {
namespace {

struct Field {
  std::string_view name;
  bool required = false;
};
constexpr bool kMust = true;
constexpr std::array kSalesFields = {
    Field{"marketplace"}, Field{"time", kMust}, Field{"order"},  Field{"line"},    Field{"product", kMust},
    Field{"name"},        Field{"category"},    Field{"seller"}, Field{"updated"}, Field{"category_name"},
    Field{"price"},       Field{"quantity"},    Field{"total"},
};
constexpr std::array kPriceFields = {Field{"marketplace"}, Field{"product", kMust}, Field{"from", kMust},
                                     Field{"price", kMust}, Field{"updated"}};
constexpr std::array kHolidayFields = {Field{"marketplace"}, Field{"day", kMust}, Field{"name", kMust},
                                       Field{"updated"}};

constexpr std::array kStockFields = {Field{"marketplace"}, Field{"product", kMust}, Field{"from", kMust},
                                     Field{"updated"}};

constexpr std::array kMonthFields = {Field{"marketplace"}, Field{"month", kMust}, Field{"quantity", kMust},
                                     Field{"category"}, Field{"updated"}};

/// Reads the sections of one mapping, and notes every column that it names.
class Reader {
 public:
  explicit Reader(Mapping& mapping) : mapping_(mapping) {}

  void read(TomlSection root) {
    if (auto format = root.section("format")) read_format(*format);
    if (auto settings = root.section("marketplace")) read_marketplace(*settings);
    if (auto tables = root.section("tables")) {
      for (auto& [name, section] : tables->named_sections()) mapping_.tables.emplace(name, read_table(section));
    }
    for (auto& section : root.sections("sales")) mapping_.sales.push_back(read_sales(section));
    for (auto& section : root.sections("prices")) mapping_.prices.push_back(read_prices(section));
    read_views(root, "holidays", kHolidayFields, mapping_.holidays);
    read_views(root, "months", kMonthFields, mapping_.months);
    for (auto& section : root.sections("stock")) mapping_.stock.push_back(read_stock(section));
    if (!grain_given_ &&
        std::ranges::none_of(mapping_.sales, [](const auto& sales) { return sales.view.has("order"); })) {
      mapping_.marketplace.grain = domain::Grain::day;
    }
    root.finish();
    if (mapping_.sales.empty()) root.refuse("", "'sales' is missing: a mapping must say where the sales are");
  }

 private:
  std::string column(std::string name) {
    if (!name.empty()) mapping_.columns.insert(name);
    return name;
  }
  std::vector<std::string> columns(std::vector<std::string> names) {
    mapping_.columns.insert(names.begin(), names.end());
    return names;
  }

  void read_format(TomlSection& section) {
    const auto character = [&](std::string_view key) -> std::optional<char> {
      const auto text = section.text(key);
      if (text && text->size() != 1) section.refuse(key, fmt::format("'{}' must be one character", key));
      return text && text->size() == 1 ? std::optional(text->front()) : std::nullopt;
    };
    mapping_.format.separator = character("separator");
    mapping_.format.quote = character("quote");
    if (const auto name = section.text("encoding")) {
      mapping_.format.encoding = encoding_named(*name);
      if (!mapping_.format.encoding)
        section.refuse("encoding", "'encoding' must be utf-8, windows-1252, latin-1, utf-16le or utf-16be");
    }
    if (const auto mark = section.text("decimal")) {
      mapping_.format.decimal_comma = *mark == ",";
      if (*mark != "," && *mark != ".") section.refuse("decimal", "'decimal' must be '.' or ','");
    }
    if (const auto order = section.text("dates")) {
      mapping_.format.dates = *order == "M/D/Y" ? DateOrder::month_first : DateOrder::day_first;
      if (*order != "M/D/Y" && *order != "D/M/Y") section.refuse("dates", "'dates' must be 'D/M/Y' or 'M/D/Y'");
    }
    mapping_.format.missing = section.texts("missing");
    section.finish();
  }

  void read_marketplace(TomlSection& section) {
    std::map<std::string, std::string, std::less<>> given;
    for (const std::string_view key : {"currency", "time_zone", "week_start", "grain"}) {
      given.emplace(key, section.text(key).value_or(""));
    }
    given.emplace("measures", fmt::format("{}", fmt::join(section.texts("measures"), " ")));
    grain_given_ = section.has("grain");
    given.emplace("lag_hours", section.number("lag_hours").value_or(""));
    const auto settings = read_settings("", "", [&](std::string_view key) -> std::string_view {
      const auto found = given.find(key);
      return found == given.end() ? std::string_view() : std::string_view(found->second);
    });
    if (settings)
      mapping_.marketplace = *settings;
    else
      section.refuse("", settings.error().sentence);
    section.finish();
  }

  JoinedTable read_table(TomlSection& section) {
    JoinedTable table;
    table.files = section.texts("files");
    table.key = columns(section.texts("key"));
    table.on = columns(section.texts("on"));
    table.marketplace = column(section.text("marketplace").value_or(""));
    if (table.on.empty()) table.on = table.key;
    if (table.files.empty()) section.refuse("files", "'files' is missing");
    if (table.key.empty()) section.refuse("key", "'key' is missing");
    if (table.on.size() != table.key.size()) section.refuse("on", "'on' must have as many columns as 'key'");
    section.finish();
    return table;
  }

  Condition read_condition(TomlSection& section) {
    Condition condition;
    condition.column = column(section.required_text("column"));
    condition.is = section.texts("is");
    condition.like = section.texts("like");
    if (const auto above = section.number("above")) condition.above = parse_micro(*above).value_or(0);
    condition.negated = section.flag("not");
    const int tests = (condition.is.empty() ? 0 : 1) + (condition.like.empty() ? 0 : 1) + (condition.above ? 1 : 0);
    if (tests != 1) section.refuse("column", "a condition needs exactly one of 'is', 'like' and 'above'");
    section.finish();
    return condition;
  }

  Value read_value(TomlSection& section, std::string_view key) {
    Value value;
    if (section.is_text(key)) {
      value.column = column(*section.text(key));
      return value;
    }
    auto changed = section.section(key);
    if (!changed) return value;
    value.constant = changed->text("constant");
    value.column = column(changed->text("column").value_or(""));
    value.upper = changed->flag("upper");
    value.otherwise = changed->text("default").value_or("");
    value.divided_by = column(changed->text("divided_by").value_or(""));
    if (const auto first = changed->number("first")) {
      const Micro characters = parse_micro(*first).value_or(0) / kMicro;
      value.first = static_cast<std::size_t>(std::max<Micro>(characters, 0));
      if (characters < 1) changed->refuse("first", "'first' must be a number of characters");
    }
    if (value.column.empty() == !value.constant)
      changed->refuse("column", "a field needs either 'column' or 'constant'");
    changed->finish();
    return value;
  }

  View read_view(TomlSection& section, std::span<const Field> fields) {
    View view;
    view.files = section.texts("files");
    if (view.files.empty()) view.files = {"*"};
    if (auto across = section.section("across")) {
      view.across = Across{across->required_text("columns"), column(across->required_text("name")),
                           column(across->required_text("value"))};
      across->finish();
    }
    view.join = section.texts("join");
    for (const auto& name : view.join) check_table(section, name);
    for (auto& condition : section.sections("where")) view.where.push_back(read_condition(condition));
    view.only = section.text("only").value_or("");
    for (const Field& field : fields) {
      if (section.has(field.name)) view.fields.emplace(field.name, read_value(section, field.name));
      if (field.required && !section.has(field.name)) section.required_text(field.name);
    }
    return view;
  }

  void read_views(TomlSection& root, std::string_view name, std::span<const Field> fields, std::vector<View>& views) {
    for (auto& section : root.sections(name)) {
      views.push_back(read_view(section, fields));
      section.finish();
    }
  }

  std::optional<Condition> read_mark(TomlSection& section, std::string_view key, View& view) {
    auto condition = section.section(key);
    if (!condition) return std::nullopt;
    auto mark = read_condition(*condition);
    view.marks.push_back(mark.column);
    return mark;
  }

  void check_table(TomlSection& section, const std::string& name) {
    if (mapping_.tables.contains(name)) return;
    std::vector<std::string_view> known;
    known.reserve(mapping_.tables.size());
    for (const auto& [table, rows] : mapping_.tables) known.push_back(table);
    const std::string nearest = nearest_name(name, known);
    section.refuse("join", fmt::format("there is no table '{}'{}", name,
                                       nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
  }

  SalesView read_sales(TomlSection& section) {
    SalesView sales;
    sales.view = read_view(section, kSalesFields);
    sales.negative_is_return = section.flag("negative_is_return");
    sales.returned = read_mark(section, "returned", sales.view);
    sales.cancelled = read_mark(section, "cancelled", sales.view);
    check_measures(section, sales.view);
    section.finish();
    return sales;
  }

  void check_measures(TomlSection& section, const View& view) const {
    const auto& measures = mapping_.marketplace.measures;
    if (view.has("line") && !view.has("order")) section.refuse("line", "a 'line' needs an 'order'");
    if (measures.units != view.has("quantity")) {
      section.refuse("quantity", measures.units ? "'quantity' is missing (or, without units, measures = [\"amount\"])"
                                                : "'quantity' is given, and units are not among the measures");
    }
    const bool has_money = view.has("price") || view.has("total");
    if (measures.amount != has_money) {
      section.refuse("", measures.amount ? "'price' or 'total' is missing (or, without money, measures = [\"units\"])"
                                         : "a 'price' or 'total' is given, and amount is not among the measures");
    } else if (!measures.units && view.has("price")) {
      section.refuse("price", "'price' is given, and units are not among the measures: only a 'total' can be");
    }
  }

  PricesView read_prices(TomlSection& section) {
    PricesView prices{read_view(section, kPriceFields), section.flag("changes_only")};
    section.finish();
    return prices;
  }

  StockView read_stock(TomlSection& section) {
    StockView stock{.view = read_view(section, kStockFields), .out = {}, .changes_only = section.flag("changes_only")};
    if (stock.view.across) stock.view.across->keeps_zeros = true;
    if (const auto out = read_mark(section, "out", stock.view)) {
      stock.out = *out;
    } else {
      section.refuse("out", "'out' is missing: a condition that says which rows are of products out of stock");
    }
    section.finish();
    return stock;
  }

  Mapping& mapping_;
  bool grain_given_ = false;
};

}  // namespace

Result<Mapping> parse_mapping(std::string_view text, const std::string& file) try {
  const toml::table parsed = toml::parse(text, file);
  Mapping mapping;
  mapping.digest = hex(fingerprint(text));
  TomlSection::Problem problem{file, std::nullopt};
  Reader(mapping).read(TomlSection(parsed, problem));
  if (problem.first) return std::unexpected(*problem.first);
  return mapping;
} catch (const toml::parse_error& error) {
  return fail(Code::config, fmt::format("{}:{}", file, error.source().begin.line), std::string(error.description()));
}

}  // namespace shelfcast::sources
