// SPDX-License-Identifier: Apache-2.0
// The engine as a program, to be compared with others: the first line of standard input is a schema as a JSON text,
// every further one a request {"query", "operationName", "variables"}; each is answered with one line. What a field
// gives is made up from its name, its arguments and a number, in the same way as differential.cjs does.
#include "graphql/language/ast.hpp"
#include "graphql/values/json_text.hpp"
#include "graphql/values/numbers.hpp"
#include "shelfcast/graphql/execute.hpp"

#include <fmt/format.h>
#include <cmath>
#include <cstdint>
#include <deque>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using namespace shelfcast::graphql;

namespace {

struct Thing {
  std::string type;
  std::uint32_t id = 0;
};

/// FNV-1a.
std::uint32_t hash(std::string_view text) {
  std::uint32_t sum = 2166136261U;
  for (const char byte : text) sum = (sum ^ static_cast<unsigned char>(byte)) * 16777619U;
  return sum;
}

std::string as_json(const Input& value) {
  if (const auto* flag = value.get_if<bool>()) return *flag ? "true" : "false";
  if (const auto* whole = value.get_if<std::int64_t>()) return number_text(*whole);
  if (const auto* number = value.get_if<double>()) return std::isfinite(*number) ? number_text(*number) : "null";
  if (const auto* text = value.get_if<std::string>()) return json_text(*text);
  std::string out;
  if (const auto* list = value.get_if<Input::List>()) {
    for (const auto& item : *list) out += (out.empty() ? "" : ",") + as_json(item);
    return "[" + out + "]";
  }
  if (const auto* fields = value.get_if<Input::Fields>()) {
    for (const auto& [name, field] : *fields) out += (out.empty() ? "" : ",") + json_text(name) + ":" + as_json(field);
    return "{" + out + "}";
  }
  return "null";
}

/// The kinds and members of the schema's types.
struct Shapes {
  std::map<std::string, std::vector<std::string>, std::less<>> possible;  // of abstract types, or the type itself
  std::map<std::string, std::vector<std::string>, std::less<>> values;    // of enums
};

Shapes shapes_of(const ast::Document& document) {
  using Kind = ast::TypeSystemDefinition::Kind;
  Shapes shapes;
  for (const auto& definition : document.definitions) {
    const auto* type = std::get_if<ast::TypeSystemDefinition>(&definition);
    if (type == nullptr) continue;
    const std::string name(type->name.text);
    if (type->kind == Kind::interface) shapes.possible[name];
    if (type->kind == Kind::object && !type->extends) {
      shapes.possible[name] = {name};
      for (const auto& interface : type->interfaces) shapes.possible[std::string(interface.text)].push_back(name);
    }
    for (const auto& member : type->members) shapes.possible[name].emplace_back(member.text);
    for (const auto& value : type->values) shapes.values[name].emplace_back(value.name.text);
  }
  return shapes;
}

class Maker {
 public:
  Maker(const Shapes& shapes, const Call& call) : shapes_(shapes), call_(call) {}

  Output make(const std::string& type, Wraps wraps, const std::string& seed) {
    const std::uint32_t number = hash(seed);
    if (number % 17 == 3) return Output::Failure{"failed at " + seed};
    if (number % (wraps.is_non_null() ? 29U : 9U) == 1) return {};
    if (wraps.is_non_null()) wraps = wraps.inner();
    if (!wraps.is_list()) return leaf_or_object(type, number);
    Output::List items;
    for (std::uint32_t i = 0; i < number % 4; ++i) {
      items.push_back(make(type, wraps.inner(), seed + "/" + std::to_string(i)));
    }
    return items;
  }

 private:
  Output leaf_or_object(const std::string& type, std::uint32_t number) {
    if (type == "Int") return static_cast<std::int64_t>(number % 1000) - 500;
    if (type == "Float") return static_cast<double>(number % 1000) / 8;
    if (type == "Boolean") return number % 2 == 1;
    if (type == "ID") return static_cast<std::int64_t>(number % 100);
    if (const auto values = shapes_.values.find(type); values != shapes_.values.end()) {
      return values->second[number % values->second.size()];
    }
    const auto possible = shapes_.possible.find(type);
    if (possible == shapes_.possible.end()) return "text \"" + std::to_string(number % 100) + "\" \xC3\xA4\n";
    if (possible->second.empty()) return {};
    const auto& name = possible->second[number % possible->second.size()];
    return Object::of(call_.keeper.keep(Thing{name, number % 20}));
  }

  const Shapes& shapes_;
  const Call& call_;
};

Resolver resolver(const Shapes& shapes, const std::string& field, const ast::TypeRef& type) {
  return each<Thing>(
      [&shapes, field, name = std::string(type.name.text), wraps = type.wraps](const Thing& thing, const Call& call) {
        const std::string arguments = as_json(Input(call.arguments.values()));
        if (field == "echo") return Output(arguments);
        return Maker(shapes, call).make(name, wraps, fmt::format("{}.{}#{}{}", thing.type, field, thing.id, arguments));
      });
}

Wiring wiring_of(const ast::Document& document, const Shapes& shapes) {
  Wiring wiring;
  for (const auto& definition : document.definitions) {
    const auto* type = std::get_if<ast::TypeSystemDefinition>(&definition);
    if (type == nullptr || type->kind != ast::TypeSystemDefinition::Kind::object) continue;
    for (const auto& field : type->fields) {
      const std::string name(field.name.text);
      wiring.fields.emplace_back(fmt::format("{}.{}", type->name.text, name), resolver(shapes, name, field.type));
    }
  }
  for (const auto& [name, possible] : shapes.possible) {
    if (possible != std::vector{name}) {
      wiring.types.emplace_back(name, [](const Object& object) { return std::string_view(object.as<Thing>().type); });
    }
  }
  const auto parse_date = [](const Input& value) -> std::expected<Input, std::string> {
    const auto* text = value.get_if<std::string>();
    if (text == nullptr || text->size() != 10) return std::unexpected("A date has ten letters.");
    return Input("day " + *text);
  };
  wiring.scalars.emplace_back("Date", Scalar{.parse = parse_date, .serialize = {}});
  return wiring;
}

std::string answer(const Schema& schema, const nlohmann::ordered_json& asked) {
  static const Thing root{"Query", 0};
  const auto query = prepare(schema, asked.at("query").get<std::string>());
  if (!query) return refusal_body(query.error());
  const auto variables = asked.value("variables", nlohmann::ordered_json::object());
  Request request{.variables = &variables, .root = Object::of(root)};
  if (asked.contains("operationName")) request.operation = asked["operationName"].get<std::string>();
  return execute(*query, request).body;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  std::getline(std::cin, line);
  const auto sdl = nlohmann::json::parse(line).get<std::string>();
  const auto document = parse(sdl);
  if (!document) return 1;
  const Shapes shapes = shapes_of(document->tree());
  const auto schema = make_schema(sdl, wiring_of(document->tree(), shapes));
  if (!schema) {
    std::cerr << schema.error().text() << '\n';
    return 1;
  }
  while (std::getline(std::cin, line)) {
    std::cout << answer(*schema, nlohmann::ordered_json::parse(line)) << std::endl;
  }
  return 0;
}
