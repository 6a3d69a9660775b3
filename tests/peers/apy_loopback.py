#!/usr/bin/python3
"""Debian's apertium-apy on 127.0.0.1 alone; by itself it listens on every interface, and has no
option to do otherwise. Its own arguments follow: apy_loopback.py -p 2737 /usr/share/apertium/modes"""
import tornado.tcpserver

bind = tornado.tcpserver.TCPServer.bind


def bind_here(self, port, *args, **more):
    return bind(self, port, address='127.0.0.1')


tornado.tcpserver.TCPServer.bind = bind_here

from apertium_apy import apy

apy.main()
