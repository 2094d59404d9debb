# SPDX-License-Identifier: Apache-2.0
"""Mail servers (aiosmtpd): without TLS, with STARTTLS and a login, with TLS from the first byte and a login."""
import asyncio, email, email.policy, logging, ssl, threading, warnings

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b"shelfcast", b"open sesame"


class Postbox:
    def __init__(self, notes):
        self.notes = notes

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.notes.mode == "hang":
            self.notes.hang()
            await asyncio.Event().wait()
        if self.notes.mode == "refuse":
            return "550 5.1.1 no such mailbox"
        if self.notes.mode == "busy":
            return "451 4.7.1 greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.notes.mode == "broken":
            return "452 4.3.1 the disk is full"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {part.get_content_type(): part for part in message.walk()}
        flaws = [type(flaw).__name__ for part in message.walk() for flaw in part.defects]
        flaws += [f"{name} comes twice" for name in set(message.keys()) if len(message.get_all(name)) > 1]
        flaws += ["a line is too long" for line in envelope.content.split(b"\r\n") if len(line) > 100]
        flaws += ["is not ASCII"] if not envelope.content.isascii() else []
        if flaws:
            return "554 5.6.0 " + ", ".join(flaws)
        self.notes.take({"id": message["Message-ID"], "text": parts["text/plain"].get_content().replace("\r\n", "\n"),
                         "html": parts["text/html"].get_content(),
                         "headers": {name: str(value) for name, value in message.items()}, "type": message.get_content_type(),
                         "from": envelope.mail_from, "to": envelope.rcpt_tos, "encrypted": server.transport.get_extra_info("sslcontext") is not None,
                         "hello": session.host_name, "login": bool(session.authenticated)})
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if self.notes.mode == "linger":
            await asyncio.Event().wait()
        return "221 Bye"


def is_known(server, session, envelope, mechanism, data):
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=is_right, handled=is_right)


def serve(notes, certificate, key):
    logging.disable()  # of callers that are meant to fail
    warnings.simplefilter("ignore")
    loop = asyncio.new_event_loop()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    login = {"authenticator": is_known, "auth_required": True}
    kinds = {"smtp": ({}, None), "starttls": (login | {"tls_context": context, "require_starttls": True}, None),
             "smtps": (login | {"auth_require_tls": False}, context)}
    ports = {}
    for name, (options, tls) in kinds.items():
        def speak(options=options):
            return SMTP(Postbox(notes), hostname="localhost", loop=loop, **options)
        server = loop.run_until_complete(loop.create_server(speak, "127.0.0.1", 0, ssl=tls))
        ports[name] = server.sockets[0].getsockname()[1]
    loop.set_exception_handler(lambda *_: None)  # callers that leave in the middle
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return ports
