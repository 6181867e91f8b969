"""Greets whoever asks. Settings come from the environment: NAME, PORT, ADDRESS."""
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from phrases import greet

NAME = os.environ.get("NAME", "world")
PORT = int(os.environ.get("PORT", "8000"))
ADDRESS = os.environ.get("ADDRESS", "127.0.0.1")


class Greeter(BaseHTTPRequestHandler):
    def do_GET(self):
        text = "fine" if self.path == "/health" else greet(NAME)
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"{text}\n".encode())


print(f"listening on {ADDRESS} port {PORT}")
ThreadingHTTPServer((ADDRESS, PORT), Greeter).serve_forever()
