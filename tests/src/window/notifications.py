#!/usr/bin/python3
"""What a desktop shows notifications with (Desktop Notifications Specification 1.2).

Says `ready` once it has the name, and then of each notification a line of JSON: who sends it, its
title, and its text.
"""

import json

from gi.repository import Gio, GLib

NAME = "org.freedesktop.Notifications"
INTERFACE = f"""<node><interface name="{NAME}">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
    <arg type="u" direction="out"/>
  </method>
</interface></node>"""

shown = 0


def called(_bus, _sender, _path, _interface, _method, given, call):
    global shown
    shown += 1
    sender, _replaces, _icon, title, text, *_rest = given.unpack()
    print(json.dumps([sender, title, text]))
    call.return_value(GLib.Variant("(u)", (shown,)))


def connected(bus, _name):
    interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
    bus.register_object("/org/freedesktop/Notifications", interface, called, None, None)


def named(_bus, _name):
    print("ready")


Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, connected, named, None)
GLib.MainLoop().run()
