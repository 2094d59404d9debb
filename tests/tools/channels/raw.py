# SPDX-License-Identifier: Apache-2.0
"""Servers that speak no protocol to its end: one closes at once, two answer without end."""
import socketserver, threading


class Closing(socketserver.BaseRequestHandler):
    def handle(self):
        pass


class Flooding(socketserver.BaseRequestHandler):
    first, more = b"", b""

    def handle(self):
        try:
            self.request.sendall(self.first)
            while True:
                self.request.sendall(self.more * 1000)
        except OSError:
            pass  # the other side has had enough


class FloodingWeb(Flooding):
    first = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    more = b"all of it, " * 10


class FloodingMail(Flooding):
    more = b"220-welcome, and read this first\r\n"


def serve():
    ports = {}
    for name, handler in {"closing": Closing, "flooding_web": FloodingWeb, "flooding_mail": FloodingMail}.items():
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        ports[name] = server.server_address[1]
    return ports
