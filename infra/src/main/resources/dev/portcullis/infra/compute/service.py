"""Answers requests of the load balancer: /health for its checks, / with who answers."""

import http.server
import json
import os
import socket


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # A connection that says nothing must not keep a thread for ever. Longer than the idle timeout
    # of the load balancer (60 s), so that it is the one that closes.
    timeout = 75

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/health":
            self.answer(200, {"status": "ok"})
        elif path == "/":
            self.answer(
                200,
                {
                    "system": os.environ["SYSTEM"],
                    "region": os.environ["REGION"],
                    "host": socket.gethostname(),
                },
            )
        else:
            self.answer(404, {"error": "no such path"})

    do_HEAD = do_GET

    def answer(self, status, body):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_request(self, code="-", size="-"):
        # Checks come every few seconds from every zone: only what they miss is worth a line.
        # A request that cannot be read has no path.
        if getattr(self, "path", None) != "/health" or int(code) != 200:
            super().log_request(code, size)


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("", int(os.environ["PORT"])), Handler).serve_forever()
