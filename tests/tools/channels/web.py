# SPDX-License-Identifier: Apache-2.0
"""Slack's incoming webhooks, PagerDuty's Events API v2, an SMS gateway and somebody's own webhook, over HTTP and HTTPS.

Each checks what the real one checks, by its documentation, and answers as that does.
"""
import hashlib, hmac, http.server, json, re, ssl, threading

SLACK_PATH, ROUTING_KEY, TOKEN, SECRET = "/services/T0/B0/x", "R" * 32, "gateway-token", b"between us"
RETRY_AFTER = "7"


class Refused(Exception):
    def __init__(self, status, said):
        self.status, self.said = status, said


def refuse_unless(condition, status, said):
    if not condition:
        raise Refused(status, said)


def slack(request, body):
    refuse_unless(request.path == SLACK_PATH, 404, "no_service")
    refuse_unless(isinstance(body.get("text"), str) and body["text"], 400, "no_text")
    blocks = body.get("blocks", [])
    refuse_unless(0 < len(blocks) <= 50, 400, "invalid_blocks")
    for block in blocks:
        text = block.get("text", {})
        refuse_unless(block.get("type") == "section" and text.get("type") in ("mrkdwn", "plain_text"), 400, "invalid_blocks")
        refuse_unless(0 < len(text.get("text", "")) <= 3000, 400, "invalid_blocks")
        # Only what we mean is markup: links of http(s). Anything else between < and > calls people, or is broken.
        markup = re.findall(r"<([^>]*)>?", text["text"])
        refuse_unless(all(re.fullmatch(r"https?://[^|<>]+\|[^|<>]+", m) for m in markup), 400, "invalid_blocks: markup")
    refuse_unless("<" not in body["text"], 400, "invalid_blocks: markup")
    return 200, "ok", {"id": json.dumps(body, sort_keys=True), "text": body["text"], "body": body}


def pagerduty(request, body):
    errors = []
    if body.get("routing_key") != ROUTING_KEY:
        errors.append("Invalid routing key")
    action = body.get("event_action")
    if action not in ("trigger", "acknowledge", "resolve"):
        errors.append("'event_action' is missing or not one of trigger, acknowledge, resolve")
    if not 0 < len(body.get("dedup_key", "")) <= 255:
        errors.append("'dedup_key' is missing or too long")
    payload = body.get("payload", {})
    if action == "trigger":
        errors += [f"'payload.{name}' is missing or blank" for name in ("summary", "source", "severity") if not payload.get(name)]
        if payload.get("severity") not in ("critical", "error", "warning", "info"):
            errors.append("'payload.severity' is invalid")
        if len(payload.get("summary", "")) > 1024:
            errors.append("'payload.summary' is too long")
        if any(not link.get("href", "").startswith("http") for link in body.get("links", [])):
            errors.append("'links.href' is no URL")
    refuse_unless(not errors, 400, json.dumps({"status": "invalid event", "message": "Event object is invalid", "errors": errors}))
    said = json.dumps({"status": "success", "message": "Event processed", "dedup_key": body["dedup_key"]})
    return 202, said, {"id": body["dedup_key"], "text": payload.get("summary", action), "body": body}


def sms(request, body):
    refuse_unless(request.headers["Authorization"] == f"Bearer {TOKEN}", 401, "who is there?")
    refuse_unless(set(body) == {"to", "text", "id"} and all(isinstance(v, str) and v for v in body.values()), 400, "a field is missing")
    refuse_unless(re.fullmatch(r"\+\d{5,15}", body["to"]), 400, "no telephone number")
    text = body["text"]
    places = len(text.encode("utf-16-le")) // 2
    refuse_unless(places <= 70 or (places <= 160 and text.isascii()), 400, "more than one message")
    return 200, "{}", {"id": body["id"], "text": text, "body": body}


def webhook(request, body):
    timestamp = request.headers["X-Shelfcast-Timestamp"]
    signature = hmac.new(SECRET, timestamp.encode() + b"." + request.raw, hashlib.sha256).hexdigest()
    refuse_unless(hmac.compare_digest(request.headers["X-Shelfcast-Signature"] or "", f"v1={signature}"), 401, "not signed by whom I know")
    refuse_unless(body.get("id") == request.headers["X-Shelfcast-Delivery"], 400, "two names")
    refuse_unless(body.get("event") in ("raised", "escalated", "resolved", "digest") and body["alerts"], 400, "no event")
    return 200, "", {"id": body["id"], "text": body["subject"], "body": body, "timestamp": timestamp}


SERVICES = {"/services/": slack, "/v2/enqueue": pagerduty, "/sms": sms, "/hook": webhook}
SAID = {"refuse": (403, "invalid_token"), "busy": (429, "rate_limited"), "broken": (500, "rollup_error"), "redirect": (307, "over there")}


def handler(notes):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.raw = self.rfile.read(int(self.headers["Content-Length"]))
            if notes.mode == "hang":
                notes.hang()
                threading.Event().wait()
            if notes.mode in SAID:
                return self.say(*SAID[notes.mode])
            try:
                status, said, seen = self.judged()
            except Refused as refusal:
                return self.say(refusal.status, refusal.said)
            notes.take(seen | {"headers": dict(self.headers)})
            self.say(status, said)

        def judged(self):
            refuse_unless(self.headers["Content-Type"] == "application/json", 415, "no JSON")
            try:
                body = json.loads(self.raw.decode("utf-8"))
            except ValueError:
                raise Refused(400, "invalid_payload") from None
            for beginning, service in SERVICES.items():
                if self.path.startswith(beginning):
                    return service(self, body)
            raise Refused(404, "nobody lives here")

        def say(self, status, said):
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            if status == 429:
                self.send_header("Retry-After", RETRY_AFTER)
            if status == 307:
                self.send_header("Location", "/hook/elsewhere")
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *_):
            pass

    return Handler


class Quiet(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a caller that does not trust our certificate


def serve(notes, certificate, key):
    ports = {}
    for name in ("http", "https"):
        server = Quiet(("127.0.0.1", 0), handler(notes))
        if name == "https":
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ports[name] = server.server_address[1]
    return ports
