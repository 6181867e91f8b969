"""A page that counts its visits in Redis. Only Python's own library, so that nothing has to be installed."""
import os
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GREETING = os.environ.get("GREETING", "Hello")
CACHE = os.environ.get("CACHE_HOST", "cache")


def redis(command: str) -> str:
    """Sends one command to Redis and answers the first line of what it says."""
    with socket.create_connection((CACHE, 6379), timeout=2) as connection:
        connection.sendall(command.encode() + b"\r\n")
        return connection.recv(1024).decode().strip()


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            visits = redis("INCR visits").lstrip(":")
            status, text = 200, f"{GREETING}\nVisits: {visits}\nServed by {socket.gethostname()}\n"
        except OSError as error:
            status, text = 503, f"No answer from {CACHE}: {error}\n"
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


print(f"Listening on port 8000, visits are counted in {CACHE}", flush=True)
ThreadingHTTPServer(("", 8000), Page).serve_forever()
