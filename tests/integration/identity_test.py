# SPDX-License-Identifier: Apache-2.0
"""Who may do what, asked of the whole binary: another issuer's tokens, keys, tokens of its own, rate limits, the audit log."""
import base64, hashlib, hmac, json, stat, time

import shop

QUIET = {"SHELFCAST_REFRESH_EVERY_HOURS": "0"}
SECRET = "a secret that nobody could ever guess"


def part(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def token(secret=SECRET, **claims):
    """A token of https://issuer.example, signed by HS256."""
    all_claims = {"iss": "https://issuer.example", "aud": "shelfcast", "sub": "alice", "exp": time.time() + 300} | claims
    text = part(json.dumps({"alg": "HS256"}).encode()) + "." + part(json.dumps(all_claims).encode())
    return text + "." + part(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())


def bearer(secret):
    return {"Authorization": "Bearer " + secret}


class Identity(shop.Case):
    def serve(self, name="data", **environment):
        server = shop.Server(self.folder / name, environment=QUIET | {"SHELFCAST_" + key: value for key, value in environment.items()})
        self.addCleanup(server.stop)
        return server

    def made_key(self, server, by="sesame", **what):
        status, _, body = server.ask("/api/v1/keys", "POST", {"name": "test"} | what, bearer(by))
        self.assertEqual(status, 201, body)
        return json.loads(body)

    def test_without_authentication_it_says_so_loudly(self):
        server = self.serve()
        line = json.loads(server.logged("no authentication"))
        self.assertEqual((line["level"], line["administration"]), ("warning", "by whoever is on this machine"))
        self.assertEqual(server.ask("/api/v1/marketplaces")[0], 200)
        me = json.loads(server.ask("/api/v1/me")[2])
        self.assertEqual((me["role"], me["session"]), ("admin", False))

    def test_an_issuers_tokens_open_what_their_role_may(self):
        server = self.serve(IDENTITY_ISSUER="https://issuer.example", IDENTITY_HS256_SECRET=SECRET)
        self.assertIsNone(server.logged("no authentication"))
        self.assertEqual(server.ask("/api/v1/marketplaces")[0], 401)
        self.assertEqual(server.ask("/livez")[0], 200)
        self.assertEqual(server.ask("/")[0], 200)
        analyst = bearer(token(role="analyst"))
        self.assertEqual(server.ask("/api/v1/marketplaces", headers=analyst)[0], 200)
        self.assertEqual(server.ask("/api/v1/cycles", headers=analyst)[0], 200)
        self.assertEqual(server.ask("/api/v1/cycles", "POST", {"marketplaceId": "DE"}, analyst)[0], 403)
        self.assertEqual(server.ask("/api/v1/marketplaces", headers=bearer(token(secret=SECRET + "x", role="admin")))[0], 401)
        self.assertEqual(server.ask("/api/v1/marketplaces", headers=bearer(token(role="admin", exp=time.time() - 100)))[0], 401)
        metrics = server.ask("/metrics", headers=analyst)[2]
        self.assertIn('shelfcast_identity_denials_total{reason="bad_signature"} 1', metrics)
        self.assertIn('shelfcast_identity_denials_total{reason="expired"} 1', metrics)

    def test_keys_tokens_and_the_audit_log(self):
        server = self.serve(SERVER_ADMIN_TOKEN="sesame", IDENTITY_REQUIRED="on")
        self.assertEqual(server.ask("/api/v1/marketplaces")[0], 401)
        key = self.made_key(server, role="seller", sellerId=501, tier="pro", scopes=["predictions:read", "orders:read"])
        self.assertEqual((key["sellerId"], key["scopes"], key["createdBy"]), ("501", ["predictions:read", "orders:read"], "admin token"))
        me = json.loads(server.ask("/api/v1/me", headers=bearer(key["key"]))[2])
        self.assertEqual((me["name"], me["scope"]), ("key " + key["id"], "account predictions:read orders:read"))

        tokens = json.loads(server.ask("/api/v1/token", "POST", headers=bearer(key["key"]))[2])
        self.assertEqual((tokens["tokenType"], tokens["expiresIn"]), ("Bearer", 600))
        by_token = bearer(tokens["accessToken"])
        self.assertEqual(json.loads(server.ask("/api/v1/me", headers=by_token)[2]), me)
        refresh = {"refreshToken": tokens["refreshToken"]}
        status, _, body = server.ask("/api/v1/token:refresh", "POST", refresh)
        self.assertEqual(status, 200, body)
        self.assertEqual(server.ask("/api/v1/token:refresh", "POST", refresh)[0], 401)  # again: stolen, by whomever
        newest = json.loads(body)
        self.assertEqual(server.ask("/api/v1/me", headers=bearer(newest["accessToken"]))[0], 401)
        self.assertEqual(server.ask("/api/v1/token:refresh", "POST", {"refreshToken": newest["refreshToken"]})[0], 401)

        listed = json.loads(server.ask("/api/v1/keys", headers=bearer("sesame"))[2])["keys"]
        self.assertEqual([one["id"] for one in listed], [key["id"]])
        self.assertNotIn("key", listed[0])
        self.assertEqual(server.ask(f"/api/v1/keys/{key['id']}:revoke", "POST", headers=bearer("sesame"))[0], 200)
        self.assertEqual(server.ask("/api/v1/me", headers=bearer(key["key"]))[0], 401)
        audit = json.loads(server.ask("/api/v1/audit", headers=bearer("sesame"))[2])["entries"]
        self.assertEqual([(one["who"], one["act"], one["outcome"]) for one in audit],
                         [("admin token", "POST /api/v1/keys/{id}:revoke", 200), ("admin token", "POST /api/v1/keys", 201)])
        for bad, pointers in (({"name": ""}, ["/name", "/role"]), ({"role": "root"}, ["/role", "/name"]),
                              ({"name": "n", "role": "seller"}, ["/sellerId"]), ({"name": "n", "role": "admin", "scopes": ["all"]}, ["/scopes"]),
                              ({"name": "n", "role": "admin", "expiresAt": "2001-01-01T00:00:00Z"}, ["/expiresAt"])):
            status, _, body = server.ask("/api/v1/keys", "POST", bad, bearer("sesame"))
            self.assertEqual((status, [one["pointer"] for one in json.loads(body)["errors"]]), (422, pointers), body)

    def test_what_the_command_line_does_in_a_running_server_is_written_down_too(self):
        server = self.serve(SERVER_ADMIN_TOKEN="sesame")
        self.shelfcast("loads", "list", "--data", self.folder / "data")
        self.shelfcast("loads", "accept", "7", "--data", self.folder / "data", expect=1)
        entries = json.loads(server.ask("/api/v1/audit", headers=bearer("sesame"))[2])["entries"]
        self.assertEqual([(one["who"], one["act"], one["outcome"]) for one in entries], [("command line", "POST /loads/accept", 422)])

    def test_keys_are_made_shown_and_revoked_on_the_command_line_with_a_server_or_without(self):
        data = ("--data", self.folder / "data")
        secret = self.shelfcast("keys", "create", "reports", "--role", "analyst", "--scope", "predictions:read", *data).stdout.strip()
        self.assertRegex(secret, r"^sck_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$")
        server = self.serve(SERVER_ADMIN_TOKEN="sesame", IDENTITY_REQUIRED="on")
        self.assertEqual(server.ask("/api/v1/me", headers=bearer(secret))[0], 200)
        made = json.loads(self.shelfcast("keys", "create", "bo", "--role", "seller", "--seller", "501", "--tier", "pro", "--json", *data).stdout)
        me = json.loads(server.ask("/api/v1/me", headers=bearer(made["key"]))[2])
        self.assertEqual((me["role"], me["sellerId"], made["createdBy"], made["tier"]), ("seller", "501", "command line", "pro"))
        listed = [json.loads(line) for line in self.shelfcast("keys", "list", "--json", *data).stdout.splitlines()]
        over_rest = json.loads(server.ask("/api/v1/keys", headers=bearer("sesame"))[2])["keys"]
        self.assertEqual(listed, over_rest)
        self.assertEqual({key["name"] for key in listed}, {"reports", "bo"})
        self.assertIn("bo  made", self.shelfcast("keys", "list", *data).stdout)
        self.shelfcast("keys", "revoke", made["id"], *data)
        self.assertEqual(server.ask("/api/v1/me", headers=bearer(made["key"]))[0], 401)
        self.shelfcast("keys", "revoke", "none", *data, expect=1)
        for bad in (["--role", "root"], ["--role", "seller"], ["--role", "admin", "--scope", "all"], ["--role", "admin", "--tier", "gold"],
                    ["--role", "admin", "--expires", "2001-01-01T00:00:00Z"], ["--role", "admin", "--expires", "soon"], []):
            self.shelfcast("keys", "create", "bad", *bad, *data, expect=2)
        entries = json.loads(server.ask("/api/v1/audit", headers=bearer("sesame"))[2])["entries"]
        self.assertEqual([(one["act"], one["outcome"]) for one in reversed(entries) if one["outcome"] == 200],
                         [("POST /keys/create", 200), ("POST /keys/create", 200), ("POST /keys/revoke", 200)])
        self.assertEqual({one["who"] for one in entries}, {"command line"})
        self.assertNotIn(made["key"], json.dumps(entries))
        server.stop()
        self.shelfcast("keys", "revoke", secret[4:16], *data)
        again = self.serve(IDENTITY_REQUIRED="on", SERVER_ADMIN_TOKEN="sesame")
        self.assertEqual(again.ask("/api/v1/me", headers=bearer(secret))[0], 401)
        self.assertEqual(json.loads(again.ask("/api/v1/audit", headers=bearer("sesame"))[2])["entries"][0]["act"], "POST /keys/revoke")

    def test_one_server_trusts_the_tokens_of_another_also_while_that_one_is_away(self):
        issuing = self.serve("issuing", SERVER_ADMIN_TOKEN="sesame", IDENTITY_NAME="https://issuing.example")
        key = self.made_key(issuing, role="operator")
        jwks = issuing.ask("/.well-known/jwks.json")[2]
        self.assertEqual([(one["kty"], one["alg"]) for one in json.loads(jwks)["keys"]], [("EC", "ES256")])
        mode = (self.folder / "issuing/identity/signing_key.pem").stat().st_mode
        self.assertEqual(stat.S_IMODE(mode), 0o600)
        trusting = self.serve("trusting", IDENTITY_ISSUER="https://issuing.example", IDENTITY_AUDIENCE="https://issuing.example",
                              IDENTITY_JWKS=issuing.url + "/.well-known/jwks.json")
        first, second = (json.loads(issuing.ask("/api/v1/token", "POST", headers=bearer(key["key"]))[2])["accessToken"] for _ in range(2))
        self.assertEqual(json.loads(trusting.ask("/api/v1/me", headers=bearer(first))[2])["role"], "operator")
        self.assertEqual(trusting.ask("/api/v1/me", headers=bearer(key["key"]))[0], 401)
        issuing.stop()
        self.assertEqual(trusting.ask("/api/v1/me", headers=bearer(second))[0], 200)

    def test_a_tier_has_its_hour_s_requests(self):
        server = self.serve(SERVER_ADMIN_TOKEN="sesame", IDENTITY_REQUIRED="on", LIMITS_FREE_PER_HOUR="5")
        key = bearer(self.made_key(server, role="seller", sellerId="1", tier="free")["key"])
        answers = [server.ask("/api/v1/marketplaces", headers=key) for _ in range(6)]
        self.assertEqual([status for status, _, _ in answers], [200] * 5 + [429])
        self.assertEqual([headers["X-RateLimit-Remaining"] for _, headers, _ in answers], ["4", "3", "2", "1", "0", "0"])
        self.assertGreater(int(answers[5][1]["Retry-After"]), 0)

    def test_what_does_not_fit_together_is_a_mistake_of_the_configuration(self):
        for wrong in ({"SHELFCAST_IDENTITY_ISSUER": "https://a"}, {"SHELFCAST_IDENTITY_JWKS": "keys.json"},
                      {"SHELFCAST_IDENTITY_ISSUER": "https://a", "SHELFCAST_IDENTITY_HS256_SECRET": "short"},
                      {"SHELFCAST_LOGIN_ISSUER": "http://a"}, {"SHELFCAST_LOGIN_ISSUER": "https://a", "SHELFCAST_LOGIN_CLIENT_ID": "b"}):
            self.shelfcast("serve", "--data", self.folder / "data", "--port", "0", environment=wrong, expect=3)


if __name__ == "__main__":
    shop.main()
