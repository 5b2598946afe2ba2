#!/usr/bin/python3
"""A mail server for tests: aiosmtpd, a full SMTP server, with a temper.

It prints "port N" once it listens, and writes each message it took as a line of JSON (from, to,
login, message) into FILE. How it treats an address is said by the address itself, before the +
or @:

  busy     451 to the address, the first time; then taken
  never    550 in two lines to the address
  full     452 to the message, the first time; then taken
  spam     554 to the message
  deaf     takes the message and never says so
  gone     takes the message and cuts the line instead of saying so
  anything else is taken.
"""
import argparse
import asyncio
import base64
import json
import os
import ssl
import subprocess

from aiosmtpd.smtp import SMTP, AuthResult


def temper_of(address):
    return address.split("@")[0].split("+")[0]


class Box:
    def __init__(self, path):
        self.path = path
        self.met = set()

    def is_first(self, address):
        first = address not in self.met
        self.met.add(address)
        return first

    def keep(self, session, envelope):
        login = session.auth_data.login.decode() if session.auth_data else ""
        line = json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "login": login,
                           "tls": session.ssl is not None,
                           "message": base64.b64encode(envelope.content).decode()})
        with open(self.path, "a") as out:
            out.write(line + "\n")
            out.flush()
            os.fsync(out.fileno())

    async def handle_RCPT(self, server, session, envelope, address, options):
        temper = temper_of(address)
        if temper == "busy" and self.is_first(address):
            return "451 4.3.0 come back later"
        if temper == "never":
            return "550-5.1.1 no such user here:\r\n550 5.1.1 <%s>" % address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        temper = temper_of(address)
        if temper == "full" and self.is_first(address):
            return "452 4.2.2 mailbox full"
        if temper == "spam":
            return "554 5.7.1 we take no such thing"
        self.keep(session, envelope)
        if temper == "deaf":
            await asyncio.sleep(3600)
        if temper == "gone":
            server.transport.abort()
        return "250 2.0.0 kept"


class Auth:
    def __init__(self, wanted):
        self.wanted = wanted

    def __call__(self, server, session, envelope, mechanism, data):
        said = data.login.decode() + ":" + data.password.decode()
        if said != self.wanted:
            return AuthResult(success=False, handled=False)
        return AuthResult(success=True, auth_data=data)


def certificate(folder):
    """One that only those trust who are given it."""
    key, cert = os.path.join(folder, "key.pem"), os.path.join(folder, "cert.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert,
                    "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1"],
                   check=True, capture_output=True)
    return key, cert


async def main():
    options = argparse.ArgumentParser()
    options.add_argument("file")
    options.add_argument("--starttls", help="a folder for the certificate")
    options.add_argument("--tls", help="the same, for a line that is enciphered at once")
    options.add_argument("--auth", help="user:password")
    options.add_argument("--port", type=int, default=0)
    said = options.parse_args()
    box, more, context = Box(said.file), {}, None
    if said.starttls or said.tls:
        key, cert = certificate(said.starttls or said.tls)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
    if said.starttls:
        more.update(tls_context=context, require_starttls=True)
    if said.auth:
        more.update(authenticator=Auth(said.auth), auth_required=True,
                    auth_require_tls=bool(said.starttls))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box, **more), "127.0.0.1", said.port,
                                      ssl=context if said.tls else None)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
