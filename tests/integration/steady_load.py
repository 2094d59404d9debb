# SPDX-License-Identifier: Apache-2.0
"""Callers who ask without a pause, over connections that are kept and over new ones, and count what failed.

A kept connection is left when an answer says so (`Connection: close`); nothing is ever asked twice."""
import http.client, threading, time


class SteadyLoad:
    def __init__(self, port, path, context=None, kept=3, fresh=2, think=0.005):
        self.port, self.path, self.context, self.think = port, path, context, think
        self.answered, self.failures, self.slowest, self.reconnected = 0, [], 0.0, 0
        self.lock, self.over = threading.Lock(), threading.Event()
        self.callers = [threading.Thread(target=self.call, args=(keep,), daemon=True) for keep in [True] * kept + [False] * fresh]

    def __enter__(self):
        for caller in self.callers:
            caller.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for caller in self.callers:
            caller.join(timeout=60)

    def connect(self):
        if self.context:
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=self.context)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def call(self, keep):
        connection = None
        while not self.over.is_set():
            begun = time.monotonic()
            try:
                if connection is None:
                    connection = self.connect()
                connection.request("GET", self.path, headers={} if keep else {"Connection": "close"})
                answer = connection.getresponse()
                body = answer.read()
                fine = answer.status == 200 and body
                leave = answer.will_close
                problem = None if fine else f"{answer.status} {body[:200]}"
            except OSError as error:
                problem, leave = repr(error), True
            except http.client.HTTPException as error:
                problem, leave = repr(error), True
            with self.lock:
                self.answered += problem is None
                self.slowest = max(self.slowest, time.monotonic() - begun)
                if problem:
                    self.failures.append(problem)
                elif keep and leave:
                    self.reconnected += 1
            if leave or not keep:
                connection.close()
                connection = None
            self.over.wait(self.think)
        if connection:
            connection.close()

    def count(self):
        with self.lock:
            return self.answered
