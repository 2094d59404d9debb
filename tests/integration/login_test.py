# SPDX-License-Identifier: Apache-2.0
"""People log in with a browser: authorization code flow with PKCE at a real OpenID provider (npm's oidc-provider)."""
import http.client, json, socket, subprocess, urllib.parse

import npm_tool, shop

SECRET = "a secret: of (it) & ours"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Browser:
    """Follows redirects and keeps cookies by host and port; nothing else."""

    def __init__(self):
        self.cookies = {}

    def ask(self, url, method="GET", headers=None):
        """-> (status, headers, body) of one answer."""
        at = urllib.parse.urlsplit(url)
        kept = self.cookies.setdefault(at.netloc, {})
        fitting = [f"{name}={value}" for name, (path, value) in kept.items() if at.path.startswith(path)]
        connection = http.client.HTTPConnection(at.hostname, at.port, timeout=30)
        connection.request(method, url.partition(at.netloc)[2], headers=({"Cookie": "; ".join(fitting)} if fitting else {}) | (headers or {}))
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            pair, *attributes = cookie.split(";")
            name, _, value = pair.strip().partition("=")
            path = next((a.strip()[5:] for a in attributes if a.strip().lower().startswith("path=")), "/")
            kept[name] = (path, value)
            if not value or "max-age=0" in cookie.lower():
                kept.pop(name)
        body = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, body

    def follow(self, url, until=None, login="alice"):
        """Follows redirects to where they end, or until an address begins so; the last address and its answer."""
        for _ in range(20):
            if until and url.startswith(until):
                return url, None
            if "/who/" in url:
                url += f"?login={login}"
            answer = self.ask(url)
            if answer[0] not in (302, 303):
                return url, answer
            url = urllib.parse.urljoin(url, answer[1]["Location"])
        raise AssertionError(f"too many redirects, the last to {url}")


class Login(shop.Case):
    CLIENT = {"SHELFCAST_LOGIN_CLIENT_ID": "shelfcast", "SHELFCAST_LOGIN_CLIENT_SECRET": SECRET}

    def setUp(self):
        super().setUp()
        modules = npm_tool.fetched("oidc", "an OpenID provider")
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.provider = subprocess.Popen(["node", shop.ROOT / "tests/tools/oidc/provider.mjs", modules, self.url + "/login/callback"],
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(self.end_provider)
        self.issuer = self.provider.stdout.readline().strip()
        settings = {"SHELFCAST_REFRESH_EVERY_HOURS": "0", "SHELFCAST_LOGIN_ISSUER": self.issuer, "SHELFCAST_LOGIN_ADDRESS": self.url}
        self.server = shop.Server(self.folder / "data", environment=settings | self.CLIENT, port=port)
        self.addCleanup(self.server.stop)
        self.browser = Browser()

    def end_provider(self):
        self.provider.terminate()
        self.provider.wait(timeout=30)
        self.provider.stdout.close()

    def me(self, browser=None):
        status, _, body = (browser or self.browser).ask(self.url + "/api/v1/me")
        return status, json.loads(body)

    def callback_of(self, browser, login="alice"):
        """Where the provider sends the browser back to, not yet followed."""
        return browser.follow(self.url + "/login?returnTo=/%23week", until=self.url + "/login/callback", login=login)[0]

    def test_people_log_in_are_who_they_are_and_log_out(self):
        status, headers, _ = self.browser.ask(self.url + "/api/v1/me")
        self.assertEqual((status, headers["Link"]), (401, '</login>; rel="login"'))
        url, (status, _, body) = self.browser.follow(self.url + "/login?returnTo=/page/docs.js")
        self.assertEqual((url, status), (self.url + "/page/docs.js", 200), body)
        status, me = self.me()
        self.assertEqual((status, me["name"], me["role"]), (200, f"{self.issuer} alice", "admin"))
        session = self.browser.cookies[self.url.partition("//")[2]]["shelfcast_session"]
        self.assertEqual(self.browser.ask(self.url + "/logout", "POST")[0], 401)  # whose idea was that?
        self.assertEqual(self.browser.ask(self.url + "/logout", "POST", {"Origin": "http://evil.example"})[0], 401)
        self.assertEqual(self.browser.ask(self.url + "/logout", "POST", {"Origin": self.url})[0], 200)
        self.assertEqual(self.me()[0], 401)
        thief = Browser()
        thief.cookies[self.url.partition("//")[2]] = {"shelfcast_session": session}
        self.assertEqual(self.me(thief)[0], 401)

    def test_a_seller_sees_its_own_and_what_it_does_is_its_role_s(self):
        self.browser.follow(self.url + "/login", login="bo")
        status, me = self.me()
        self.assertEqual((me["role"], me["sellerId"], me["tier"], me["session"]), ("seller", "1", "pro", True))
        status, headers, _ = self.browser.ask(self.url + "/api/v1/predictions/customer/2/marketplace/DE/categories?timeFrame=week")
        self.assertEqual((status, headers["X-RateLimit-Limit"]), (403, "1000"))
        self.assertEqual(self.browser.ask(self.url + "/api/v1/audit")[0], 403)

    def test_cookies_are_not_for_scripts_and_other_sites(self):
        _, headers, _ = self.browser.ask(self.url + "/login")
        self.assertIn("HttpOnly; SameSite=Lax", headers["Set-Cookie"])
        self.assertIn("Path=/login", headers["Set-Cookie"])
        _, headers, _ = self.browser.ask(self.callback_of(self.browser))
        session = next(cookie for cookie in headers.get_all("Set-Cookie") if cookie.startswith("shelfcast_session=scs_"))
        self.assertIn("HttpOnly; SameSite=Lax", session)

    def test_an_answer_that_was_not_asked_for_logs_nobody_in(self):
        other = Browser()
        url = self.callback_of(self.browser)
        self.assertEqual(other.ask(url)[0], 403)  # begun by another browser
        self.assertEqual(self.browser.ask(url.replace("state=", "state=x"))[0], 403)
        self.assertEqual(self.browser.ask(self.url + "/login/callback?code=x")[0], 403)
        self.assertEqual(self.browser.ask(self.url + "/login/callback?error=access_denied")[0], 403)
        self.assertEqual(self.browser.ask(url)[0], 302)
        self.assertEqual(self.browser.ask(url)[0], 403)  # once
        forged = urllib.parse.parse_qs(urllib.parse.urlsplit(self.callback_of(other)).query)
        self.assertEqual(other.ask(f"{self.url}/login/callback?code=forged&state={forged['state'][0]}")[0], 403)
        self.assertEqual(self.me(other)[0], 401)

    def test_whoever_has_no_role_here_is_not_let_in(self):
        status, _, body = self.browser.ask(self.callback_of(self.browser, login="nobody"))
        self.assertEqual(status, 403)
        self.assertIn("no role that is known here", body)

    def test_nobody_is_sent_elsewhere_after_the_login(self):
        for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/a%0d%0ab"):
            browser = Browser()
            url, _ = browser.follow(f"{self.url}/login?returnTo={urllib.parse.quote(elsewhere, safe='%')}", until=self.url + "/login/callback")
            self.assertEqual(browser.ask(url)[1]["Location"], "/", elsewhere)


class PublicClient(Login):
    """The same without a secret: PKCE alone."""

    CLIENT = {"SHELFCAST_LOGIN_CLIENT_ID": "public"}


if __name__ == "__main__":
    shop.main()
