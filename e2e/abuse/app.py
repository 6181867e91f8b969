# A student's app that wants more than its own: says what it was sent, and answers with what it should not say.
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class App(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        if self.path == "/silent":
            time.sleep(90)
        body = json.dumps({"path": self.path, "headers": [[name.lower(), value] for name, value in self.headers.items()]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        if self.path == "/greedy":
            self.send_header("Set-Cookie", "marina=taken; Domain=localhost; Path=/")
            self.send_header("Clear-Site-Data", '"cookies", "storage"')
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *args):
        pass


ThreadingHTTPServer(("0.0.0.0", int(sys.argv[1])), App).serve_forever()
