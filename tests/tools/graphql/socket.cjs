// SPDX-License-Identifier: Apache-2.0
// The clients graphql-ws and ws on a server: socket.cjs NODE_MODULES URL. Tells what it is told, a line of JSON each:
// {"best":[...]} and {"published":{...}} over GraphQL, {"event":{...}} and {"closed":code} over /api/v1/events.
'use strict';
const [modules, url] = process.argv.slice(2);
const { createClient } = require(modules + '/graphql-ws');
const WebSocket = require(modules + '/ws');

const say = (what) => console.log(JSON.stringify(what));
const socketUrl = (path) => url.replace('http', 'ws') + path;

function follow(client, name, query) {
  client.subscribe({ query }, {
    next: (result) => say(result.errors ? { errors: result.errors } : { [name]: result.data[Object.keys(result.data)[0]] }),
    error: (failed) => say({ ended: name, code: failed.code }),
    complete: () => say({ ended: name }),
  });
}

async function main() {
  const client = createClient({ url: socketUrl('/graphql'), webSocketImpl: WebSocket, retryAttempts: 0, lazy: false });
  const asked = client.iterate({ query: '{ marketplaces { marketplaceId } }' });
  say({ asked: (await asked.next()).value.data, done: (await asked.next()).done });
  const refused = client.iterate({ query: '{ nothing }' });
  say({ refused: await refused.next().then(() => null, (errors) => errors[0].message) });
  follow(client, 'published', 'subscription { predictionsPublished(marketplaceId: "DE") { cycle dataCut } }');
  follow(client, 'best', 'subscription { topSellers(limit: 3) { key rank soldSince { units } } }');

  const events = new WebSocket(socketUrl('/api/v1/events?marketplaceId=DE'));
  events.on('open', () => say({ open: true }));
  events.on('message', (message) => say({ event: JSON.parse(message) }));
  events.on('close', (code) => say({ closed: code }));
}

main().catch((error) => {
  console.error(String(error));
  process.exitCode = 1;
});
