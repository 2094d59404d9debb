// SPDX-License-Identifier: Apache-2.0
// Makes up queries for a schema: well-formed ones by walking over its types, others by spoiling those. The same seed
// makes the same queries.
'use strict';

function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (count) => Math.floor(next() * count);
  return { below, chance: (share) => next() < share, of: (items) => items[below(items.length)] };
}

const ALIASES = ['a', 'b', 'name', 'id'];
const STRINGS = ['"x"', '""', '"""\n  block\n   text\n"""', '"\\u00e4\\n"', '"2025-01-01"', '"\\u{1F600} \u20ac"'];

/** One document with its variables. */
class Walk {
  constructor(graphql, schema, dice) {
    Object.assign(this, { graphql, schema, dice, variables: [], values: {}, fragments: [], made: 0 });
  }

  document() {
    const { dice, schema } = this;
    const operation = dice.chance(0.85) ? 'query' : dice.chance(0.7) ? 'mutation' : 'subscription';
    const type = schema.getRootType(operation);
    let selections = this.selections(type, 4);
    if (operation === 'subscription') selections = `{ ${this.field(type, 3)} }`;
    const name = dice.chance(0.5) ? ' Asked' : '';
    const defined = this.variables.map((one) => `$${one.name}: ${one.type}${one.initial}`).join(', ');
    const head = operation === 'query' && !name && !defined ? '' : `${operation}${name}${defined ? `(${defined})` : ''}${this.tags('@tag(name: "q")')} `;
    let text = [head + selections, ...this.fragments].join('\n');
    if (dice.chance(0.05)) text += `\nquery Other { __typename }`;
    const asked = { query: text };
    if (Object.keys(this.values).length > 0) asked.variables = this.values;
    if (name && dice.chance(0.3)) asked.operationName = dice.of(['Asked', 'Asked', 'Other']);
    return asked;
  }

  tags(tag) {
    return this.dice.chance(0.04) ? ` ${tag}` : '';
  }

  condition() {
    const { dice } = this;
    if (!dice.chance(0.12)) return '';
    const word = dice.of(['skip', 'include']);
    return ` @${word}(if: ${dice.chance(0.4) ? this.variable('Boolean!', 'Boolean!') : dice.of(['true', 'false'])})`;
  }

  selections(type, depth) {
    const { dice, graphql, schema } = this;
    const parts = [];
    const count = 1 + dice.below(4);
    for (let i = 0; i < count; ++i) {
      const roll = dice.below(100);
      if (roll < 12 && graphql.isAbstractType(type)) {
        parts.push(this.inline(dice.of([...schema.getPossibleTypes(type), type]), depth));
      } else if (roll < 16) {
        parts.push(this.inline(type, depth));
      } else if (roll < 24 && depth > 1) {
        parts.push(this.spread(type, depth - 1));
      } else if (roll < 32 || graphql.isUnionType(type)) {
        parts.push('__typename');
      } else {
        parts.push(this.field(type, depth));
      }
    }
    return `{ ${parts.join(dice.of([' ', '\n', ', ']))} }`;
  }

  inline(type, depth) {
    const condition = this.dice.chance(0.8) ? ` on ${type.name}` : '';
    return `...${condition}${this.condition()} ${this.selections(type, depth)}`;
  }

  spread(type, depth) {
    if (this.fragments.length > 0 && this.dice.chance(0.1)) {
      const known = this.dice.of(this.fragments).match(/^fragment (\w+) on (\w+)/);
      if (known[2] === type.name) return `...${known[1]}`;
    }
    const name = `F${this.made++}`;
    const place = this.fragments.push(`fragment ${name} on ${type.name} { __typename }`) - 1;
    this.fragments[place] = `fragment ${name} on ${type.name} ${this.selections(type, depth)}`;
    return `...${name}${this.condition()}`;
  }

  field(type, depth) {
    const { dice, graphql } = this;
    if (type === this.schema.getQueryType() && dice.chance(0.04)) return this.introspection();
    let fields = Object.values(type.getFields());
    const leaves = fields.filter((field) => graphql.isLeafType(graphql.getNamedType(field.type)));
    if (depth <= 1) fields = leaves;
    if (fields.length === 0) return '__typename';
    const field = dice.of(fields);
    const mayDiffer = field.args.length > 0 || !graphql.isLeafType(graphql.getNamedType(field.type));
    const alias = dice.chance(0.04) ? `${dice.of(ALIASES)}: ` : mayDiffer && dice.chance(0.75) ? `x${this.made++}: ` : '';
    const named = graphql.getNamedType(field.type);
    const below = graphql.isLeafType(named) ? '' : ` ${this.selections(named, depth - 1)}`;
    return `${alias}${field.name}${this.arguments(field.args)}${this.condition()}${this.tags('@once')}${below}`;
  }

  introspection() {
    const names = Object.keys(this.schema.getTypeMap());
    return this.dice.of([
      `__type(name: "${this.dice.of(names)}") { kind name description fields(includeDeprecated: ${this.dice.of(['true', 'false', 'null'])}) { name isDeprecated type { name kind ofType { name } } args { name defaultValue } } enumValues { name } inputFields { name defaultValue } possibleTypes { name } interfaces { name } specifiedByURL isOneOf }`,
      '__schema { description queryType { name } directives { name isRepeatable locations args { name defaultValue type { kind } } } }',
      '__schema { types { name fields { name type { fields { name type { fields { name } } } } } } }',
    ]);
  }

  arguments(args) {
    const given = args.filter((arg) => this.graphql.isRequiredArgument(arg) || this.dice.chance(0.4));
    if (given.length === 0) return '';
    return `(${given.map((arg) => `${arg.name}: ${this.argument(arg)}`).join(', ')})`;
  }

  argument(arg) {
    return this.dice.chance(0.3) ? this.variable(String(arg.type), this.wider(arg.type)) : this.literal(arg.type, 3);
  }

  wider(type) {
    if (this.graphql.isNonNullType(type) || !this.dice.chance(0.3)) return String(type);
    return `${type}!`;
  }

  variable(expected, type) {
    const known = this.variables.find((one) => one.type === type);
    if (known && this.dice.chance(0.5)) return `$${known.name}`;
    const made = { name: `v${this.variables.length}`, type, initial: '' };
    const parsed = this.graphql.typeFromAST(this.schema, this.graphql.parseType(type));
    if (this.dice.chance(0.25)) made.initial = ` = ${this.constant(parsed)}`;
    this.variables.push(made);
    if (this.dice.chance(0.85)) this.values[made.name] = this.json(parsed, 3);
    return `$${made.name}`;
  }

  constant(type) {
    const before = this.variables;
    this.inConstant = true;
    const text = this.literal(type, 2);
    this.inConstant = false;
    this.variables = before;
    return text;
  }

  literal(type, depth, nulls = 0.05) {
    const { dice, graphql } = this;
    if (graphql.isNonNullType(type)) return this.literal(type.ofType, depth, 0.003);
    if (dice.chance(nulls)) return 'null';
    if (!this.inConstant && dice.chance(0.05)) return this.variable(String(type), nulls < 0.05 ? `${type}!` : String(type));
    if (graphql.isListType(type)) {
      if (dice.chance(0.15)) return this.literal(type.ofType, depth);
      return `[${Array.from({ length: dice.below(4) }, () => this.literal(type.ofType, depth - 1)).join(', ')}]`;
    }
    if (graphql.isInputObjectType(type)) {
      let fields = Object.values(type.getFields()).filter((field) => graphql.isRequiredInputField(field) || (depth > 0 && dice.chance(0.3)));
      if (type.isOneOf) fields = [dice.of(Object.values(type.getFields()))];
      return `{${fields.map((field) => `${field.name}: ${this.literal(field.type, depth - 1)}`).join(', ')}}`;
    }
    if (graphql.isEnumType(type)) return dice.of(type.getValues()).name;
    return this.scalar(type.name);
  }

  scalar(name) {
    const { dice } = this;
    switch (name) {
      case 'Int':
        return String(dice.below(2000) - 1000);
      case 'Float':
        return dice.of(['1.5', '-0.25e3', '7', '1e21', '1E-7', '123456789.125']);
      case 'Boolean':
        return dice.of(['true', 'false']);
      case 'ID':
        return dice.of(['"p1"', '12', '"007"']);
      case 'Date':
        return '"2025-02-03"';
      case 'Any':
        return dice.of(['1', '"x"', '{a: [1, 2.5, {b: RED}], c: null}', '[true]', 'NAME']);
      default:
        return dice.of(STRINGS);
    }
  }

  json(type, depth) {
    const { dice, graphql } = this;
    if (dice.chance(0.04)) return dice.of([null, 7, 1.5, 'text', true, [], {}, [1, [2, [3]]], { a: { b: { c: { d: 1 } } } }, 3e9, 1e300, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]]);
    if (graphql.isNonNullType(type)) return this.json(type.ofType, depth);
    if (dice.chance(0.05)) return null;
    if (graphql.isListType(type)) {
      return dice.chance(0.15) ? this.json(type.ofType, depth) : Array.from({ length: dice.below(4) }, () => this.json(type.ofType, depth - 1));
    }
    if (graphql.isInputObjectType(type)) return this.jsonObject(type, depth);
    if (graphql.isEnumType(type)) return dice.chance(0.1) ? dice.of(['D', 'ASC', 'RANDON', '']) : dice.of(type.getValues()).name;
    return dice.of({
      Int: [0, -5, 42, 2147483647, 3.0], Float: [0.5, 1e21, 3, -0.000001], Boolean: [true, false], ID: ['x', 5],
      Date: ['2025-01-02', '2025-01-02', 'never'], Any: [1, 'x', { a: [1, { b: null }] }, [true, 2.5]],
    }[type.name] ?? ['x', '', '\u00e4\n"\u2028', 'long text']);
  }

  jsonObject(type, depth) {
    const { dice, graphql } = this;
    const object = {};
    let fields = Object.values(type.getFields()).filter((field) => graphql.isRequiredInputField(field) ? dice.chance(0.95) : depth > 0 && dice.chance(0.3));
    if (type.isOneOf && dice.chance(0.8)) fields = [dice.of(Object.values(type.getFields()))];
    for (const field of fields) object[field.name] = this.json(field.type, depth - 1);
    if (dice.chance(0.04)) object[dice.of(['txt', 'limits', 'zzz', 'froms'])] = 1;
    return object;
  }
}

const TOKEN = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\.\.\.|[A-Za-z_]\w*|-?\d[\d.eE+-]*|[!$&()=:@[\]{|}]/g;
const STRAY = ['{', '}', '(', ')', '[', ']', ':', '!', '$', '@', '...', '|', '&', '=', '"', "'", '.', '-', '01', '1.', '1e', '\\', '\u00e4', '\u{1F600}', '#x\n', '\ufeff', '"\\x"', '"\\u12"', '"\\u{110000}"', '"""', '\u0007', 'on', 'fragment', 'true', 'null', 'query'];

/** The same document with a few things wrong with it. */
function spoiled(asked, pool, dice) {
  let tokens = asked.query.match(TOKEN);
  const times = 1 + dice.below(2);
  for (let i = 0; i < times; ++i) {
    const at = dice.below(tokens.length);
    const roll = dice.below(100);
    if (roll < 50) {
      const names = tokens.map((token, place) => (/^[A-Za-z_]/.test(token) ? place : -1)).filter((place) => place >= 0);
      const place = names.length > 0 ? dice.of(names) : 0;
      tokens[place] = dice.chance(0.5) ? misspelt(tokens[place], dice) : dice.of(pool);
    } else if (roll < 65) {
      tokens.splice(at, 1);
    } else if (roll < 75) {
      tokens.splice(at, 0, tokens[at]);
    } else if (roll < 85) {
      const other = dice.below(tokens.length);
      [tokens[at], tokens[other]] = [tokens[other], tokens[at]];
    } else if (roll < 95) {
      tokens.splice(at, dice.below(2), dice.of(STRAY));
    } else {
      tokens[at] = dice.of(['"text"', '5', '1.5', 'RED', '{a: 1}', '[1]', '$v0', 'null']);
    }
    if (tokens.length === 0) tokens = ['{'];
  }
  return { ...asked, query: tokens.join(dice.of([' ', '\n', ' \r\n'])) };
}

function misspelt(name, dice) {
  const at = dice.below(name.length);
  return dice.of([name.slice(0, at) + name.slice(at + 1) || 'x', name + 's', name.slice(0, at) + 'x' + name.slice(at), name.toUpperCase(), name.split('').reverse().join('')]);
}

/** `count` requests for a schema. */
exports.madeUp = function madeUp(graphql, schema, seed, count) {
  const dice = random(seed);
  const pool = [...Object.keys(schema.getTypeMap()), ...Object.values(schema.getTypeMap()).flatMap((type) => Object.keys(type.getFields?.() ?? {})), 'F0', 'F1', 'v0', 'v1', 'DE', 'ASCENDING', 'skip', 'include', 'tag', 'once', 'first', 'filter', 'limit', 'if', 'on'];
  const asked = [{ query: graphql.getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }) }, { query: graphql.getIntrospectionQuery() }];
  while (asked.length < count) {
    const made = new Walk(graphql, schema, dice).document();
    asked.push(dice.chance(0.5) ? made : spoiled(made, pool, dice));
  }
  return asked;
};
