// SPDX-License-Identifier: Apache-2.0
// An OpenID provider with two clients, whose people need no password:  provider.mjs NODE_MODULES CALLBACK
// Prints its address. Whoever logs in is who the interaction's page is told to be: ?login=NAME.
import http from "node:http";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [modules, callback] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(path.join(modules, "oidc-provider/lib/index.js")));

const people = {
  alice: { role: "admin" },
  bo: { role: "seller", seller: "1", tier: "pro" },
  nobody: {},
};

const server = http.createServer((request, response) => handle(request, response));
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const issuer = `http://127.0.0.1:${server.address().port}`;

const client = { redirect_uris: [callback], grant_types: ["authorization_code"], response_types: ["code"] };
const provider = new Provider(issuer, {
  clients: [
    { ...client, client_id: "shelfcast", client_secret: "a secret: of (it) & ours" },
    { ...client, client_id: "public", token_endpoint_auth_method: "none" },
  ],
  pkce: { required: () => true, methods: ["S256"] },
  claims: { openid: ["sub", "role", "seller", "tier"] },
  conformIdTokenClaims: false,
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  interactions: { url: (_, interaction) => `/who/${interaction.uid}` },
  features: { devInteractions: { enabled: false } },
});

async function decide(request, response) {
  const { params, session, prompt } = await provider.interactionDetails(request, response);
  const login = new URL(request.url, issuer).searchParams.get("login") ?? "alice";
  const result = {};
  if (prompt.name === "login") result.login = { accountId: login };
  if (prompt.name === "consent") {
    const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    result.consent = { grantId: await grant.save() };
  }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
}

function handle(request, response) {
  if (!request.url.startsWith("/who/")) return provider.callback()(request, response);
  return decide(request, response).catch((error) => {
    response.writeHead(500).end(String(error));
  });
}

console.log(issuer);
