#!/usr/bin/python3
"""A patch in the corner of the screen. Dragging it drags the files named, as a file browser would.

Says `ready` once it is there, and after a drag `taken` or `refused`.
"""

import sys
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk

files = [Path(name).absolute().as_uri() for name in sys.argv[1:]]
failed = False


def give(_patch, _drag, data, _info, _time):
    data.set_uris(files)


def refused(_patch, _drag, _why):
    global failed
    failed = True
    return False


def ended(_patch, _drag):
    print("refused" if failed else "taken")


patch = Gtk.EventBox()
patch.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
patch.drag_source_add_uri_targets()
patch.connect("drag-data-get", give)
patch.connect("drag-failed", refused)
patch.connect("drag-end", ended)

# Above everything, and asking no window manager.
window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.set_default_size(48, 48)
window.add(patch)
window.show_all()
window.move(0, 0)
# Once it is drawn and gets events.
GLib.timeout_add(200, lambda: print("ready"))
Gtk.main()
