# SPDX-License-Identifier: Apache-2.0
"""A real Prometheus and a real Alertmanager, and those whom they tell: all on loopback, in a folder that is thrown away."""
import asyncio, http.server, json, re, shutil, subprocess, threading, time, urllib.error, urllib.request

import aiosmtpd.smtp

import shop

PACKAGES = {"promtool": "prometheus", "prometheus": "prometheus", "amtool": "prometheus-alertmanager", "prometheus-alertmanager": "prometheus-alertmanager"}


def tool(name):
    shop.need(shutil.which(name), f"{name} (Debian package {PACKAGES[name]})")
    return name


class Watcher:
    """A running Prometheus or Alertmanager, on a port of its own."""

    def __init__(self, name, config, folder, *more):
        self.process = subprocess.Popen([tool(name), f"--config.file={config}", "--web.listen-address=127.0.0.1:0", *more], cwd=folder,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.log, self.url = [], None
        for line in self.process.stderr:
            self.log.append(line)
            if found := re.search(r'"Listening on" address=(\S+)', line):
                self.url = f"http://{found[1]}"
                break
        if self.url is None:
            raise AssertionError(f"{name} did not start:\n" + "".join(self.log))
        self.reader = threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True)
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.reader.join(timeout=5)
        self.process.stderr.close()

    def ask(self, path, body=None):
        request = urllib.request.Request(self.url + path, None if body is None else json.dumps(body).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            with error:  # 503 while it starts
                return {"status": error.code}

    def until(self, ask, what, patience=90):
        """Asks five times a second until it is so."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if found := ask():
                return found
            try:
                self.process.wait(timeout=0.2)
            except subprocess.TimeoutExpired:
                continue
            break  # it has ended
        raise AssertionError(f"{what} did not come about:\n" + "".join(self.log[-20:]))


class Told:
    """Whom an Alertmanager tells: the gateway of SMS, PagerDuty and Slack over HTTP, people over SMTP. Keeps what came."""

    def __init__(self):
        told = self
        self.came = []  # (who, text)

        class Web(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                told.came.append((self.path.strip("/"), self.rfile.read(int(self.headers["Content-Length"])).decode()))
                self.send_response(202)
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        class Mailbox:
            async def handle_DATA(self, _server, _session, envelope):
                told.came.append(("email", envelope.content.decode()))
                return "250 kept"

        self.web = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web)
        self.post = asyncio.new_event_loop()
        self.mail = self.post.run_until_complete(self.post.create_server(lambda: aiosmtpd.smtp.SMTP(Mailbox(), loop=self.post), "127.0.0.1", 0))
        self.threads = [threading.Thread(target=run, daemon=True) for run in (self.web.serve_forever, self.post.run_forever)]
        for thread in self.threads:
            thread.start()
        self.url = f"http://127.0.0.1:{self.web.server_port}"
        self.smarthost = "127.0.0.1:%d" % self.mail.sockets[0].getsockname()[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.mail.close()
        self.web.shutdown()
        self.post.call_soon_threadsafe(self.post.stop)
        for thread in self.threads:
            thread.join(timeout=10)
        self.web.server_close()
        self.post.close()

    def who_of(self, word):
        """Who got something in which this word stands."""
        return {who for who, text in list(self.came) if word in text}
