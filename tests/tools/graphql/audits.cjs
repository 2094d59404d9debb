// SPDX-License-Identifier: Apache-2.0
// The audits of graphql-http on a server: audits.cjs NODE_MODULES URL
'use strict';
const [modules, url] = process.argv.slice(2);
const { serverAudits } = require(modules + '/graphql-http');

async function main() {
  const counts = { ok: 0 };
  for (const audit of serverAudits({ url })) {
    const result = await audit.fn();
    counts[result.status] = (counts[result.status] || 0) + 1;
    if (result.status !== 'ok') console.log(`${result.status} ${result.id}: ${result.name}: ${result.reason}`);
  }
  console.log(JSON.stringify(counts));
}

main();
