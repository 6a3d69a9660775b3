"""Debian's apertium-apy on 127.0.0.1 only; by itself it listens on every interface, and no option
changes that. Prints its port, serves until its standard input ends."""
import os
import socket
import sys
import threading

import tornado.tcpserver

bind = tornado.tcpserver.TCPServer.bind


def bind_loopback(self, port, address=None, family=socket.AF_INET, *args, **kwargs):
    return bind(self, port, "127.0.0.1", socket.AF_INET, *args, **kwargs)


tornado.tcpserver.TCPServer.bind = bind_loopback

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]

print(port, flush=True)


def wait_for_end():
    sys.stdin.read()
    os.killpg(0, 15)


os.setpgid(0, 0)
threading.Thread(target=wait_for_end, daemon=True).start()
sys.argv = ["apy", "-p", str(port), "-j", "1", "-i", "2", "-t", "60", "/usr/share/apertium/modes"]
from apertium_apy.apy import main  # noqa: E402

main()
