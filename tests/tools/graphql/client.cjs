// SPDX-License-Identifier: Apache-2.0
// A client made of graphql-js: learns the schema of a server, checks a query by it, and asks: client.cjs NODE_MODULES URL QUERY
'use strict';
const [modules, url, text] = process.argv.slice(2);
const { buildClientSchema, getIntrospectionQuery, parse, printSchema, validate, validateSchema } = require(modules + '/graphql');

async function ask(query) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9' },
    body: JSON.stringify({ query }),
  });
  const result = await answer.json();
  if (result.errors) throw new Error(JSON.stringify(result.errors));
  return result.data;
}

async function main() {
  const schema = buildClientSchema(await ask(getIntrospectionQuery({ oneOf: true, specifiedByUrl: true, inputValueDeprecation: true })));
  const problems = [...validateSchema(schema), ...validate(schema, parse(text))];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log(JSON.stringify({ sdl: printSchema(schema), data: await ask(text) }));
}

main().catch((error) => {
  console.error(String(error));
  process.exitCode = 1;
});
