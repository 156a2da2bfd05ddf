#!/usr/bin/python3
"""Asks a window, by its id, to close, as a window manager does (ICCCM 4.2.8.1)."""

import ctypes
import sys

x = ctypes.CDLL("libX11.so.6")
x.XOpenDisplay.restype = ctypes.c_void_p
display = ctypes.c_void_p(x.XOpenDisplay(None))
window = ctypes.c_ulong(int(sys.argv[1]))


class ClientMessage(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        # As large as an XEvent.
        ("rest", ctypes.c_long * 24),
    ]


x.XInternAtom.restype = ctypes.c_ulong
atom = lambda name: x.XInternAtom(display, name, 0)
CLIENT_MESSAGE = 33
event = ClientMessage(CLIENT_MESSAGE, 0, 1, display, window, atom(b"WM_PROTOCOLS"), 32)
event.data[0] = atom(b"WM_DELETE_WINDOW")
x.XSendEvent(display, window, 0, 0, ctypes.byref(event))
x.XSync(display, 0)
