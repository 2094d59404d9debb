// SPDX-License-Identifier: Apache-2.0
// Asks our engine and the reference implementation the same, and compares all that they answer: verdicts, messages,
// locations, paths, data and its order.   node differential.cjs ENGINE NODE_MODULES [COUNT] [SEED]
'use strict';
const { spawn } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const readline = require('node:readline');
const { madeUp } = require('./queries.cjs');

const [engine, modules, count = '1000', seed = '1'] = process.argv.slice(2);
const graphql = require(join(modules, 'graphql'));
const sdl = readFileSync(join(__dirname, 'schema.graphql'), 'utf8');
const schema = graphql.buildSchema(sdl);

function parseDate(value) {
  if (typeof value !== 'string' || value.length !== 10) throw new Error('A date has ten letters.');
  return `day ${value}`;
}
const date = schema.getType('Date');
date.parseValue = parseDate;
date.parseLiteral = (node) => parseDate(graphql.valueFromASTUntyped(node));

function hash(text) {
  let sum = 2166136261;
  for (const byte of Buffer.from(text)) sum = Math.imul(sum ^ byte, 16777619) >>> 0;
  return sum;
}

function leafOrObject(type, number) {
  if (type.name === 'Int') return (number % 1000) - 500;
  if (type.name === 'Float') return (number % 1000) / 8;
  if (type.name === 'Boolean') return number % 2 === 1;
  if (type.name === 'ID') return number % 100;
  if (graphql.isEnumType(type)) return type.getValues()[number % type.getValues().length].name;
  if (graphql.isLeafType(type)) return `text "${number % 100}" \u00e4\n`;
  const possible = graphql.isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  if (possible.length === 0) return null;
  return { __typename: possible[number % possible.length].name, id: number % 20 };
}

function make(type, seedText) {
  const number = hash(seedText);
  if (number % 17 === 3) return new Error(`failed at ${seedText}`);
  if (number % (graphql.isNonNullType(type) ? 29 : 9) === 1) return null;
  const nullable = graphql.getNullableType(type);
  if (!graphql.isListType(nullable)) return leafOrObject(nullable, number);
  return Array.from({ length: number % 4 }, (_, i) => make(nullable.ofType, `${seedText}/${i}`));
}

function fieldResolver(source, args, _context, info) {
  const given = JSON.stringify(args);
  if (info.fieldName === 'echo') return given;
  return make(info.returnType, `${source.__typename}.${info.fieldName}#${source.id}${given}`);
}

function reference(asked) {
  let document;
  try {
    document = graphql.parse(asked.query);
  } catch (error) {
    return { errors: [error] };
  }
  const errors = graphql.validate(schema, document);
  if (errors.length > 0) return { errors };
  return graphql.executeSync({ schema, document, variableValues: asked.variables, operationName: asked.operationName, rootValue: { __typename: 'Query', id: 0 }, fieldResolver });
}

async function main() {
  const process_ = spawn(engine, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = readline.createInterface({ input: process_.stdout })[Symbol.asyncIterator]();
  process_.stdin.write(`${JSON.stringify(sdl)}\n`);
  const tally = { syntax: 0, invalid: 0, refused: 0, errors: 0, clean: 0, 'not compared because the reference throws': 0 };
  let different = 0;
  for (const asked of madeUp(graphql, schema, Number(seed), Number(count))) {
    let expected;
    try {
      expected = JSON.stringify(reference(asked));
    } catch (error) {
      ++tally['not compared because the reference throws'];
      continue;
    }
    process_.stdin.write(`${JSON.stringify(asked)}\n`);
    const { value: answered, done } = await lines.next();
    if (done) {
      console.log(`the engine ended at ${JSON.stringify(asked)}`);
      process.exit(1);
    }
    const kind = expected.startsWith('{"errors":[{"message":"Syntax') ? 'syntax' : !expected.includes('"data":') ? (expected.includes('Variable \\"$') && expected.includes('invalid value') ? 'refused' : 'invalid') : expected.startsWith('{"errors"') ? 'errors' : 'clean';
    ++tally[kind];
    if (JSON.stringify(JSON.parse(answered)) === expected) continue;
    if (++different <= 20) console.log(`asked     ${JSON.stringify(asked)}\nreference ${expected}\nours      ${answered}\n`);
  }
  process_.stdin.end();
  console.log(`${count} requests with seed ${seed}: ${different} answered differently (${Object.entries(tally).map(([kind, number]) => `${number} ${kind}`).join(', ')})`);
  process.exit(different > 0 ? 1 : 0);
}

main();
