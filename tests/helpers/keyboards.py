"""What keys write on the layouts that computers have, asked from xkbcommon, the library that Qt itself asks."""

from __future__ import annotations

import ctypes

_NUMBER_ROW = (19, *range(10, 19))
"""Key codes of 0, 1 … 9 above the letters (evdev)."""


class _Names(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options")]


def typed(digits: str, layout: str, variant: str = "") -> str:
    """What stands on the screen when a scanner presses the keys of these digits."""
    library = ctypes.CDLL("libxkbcommon.so.0")
    for function in (library.xkb_context_new, library.xkb_keymap_new_from_names, library.xkb_state_new):
        function.restype = ctypes.c_void_p
    context = ctypes.c_void_p(library.xkb_context_new(0))
    names = _Names(b"evdev", b"pc105", layout.encode(), variant.encode(), b"")
    keymap = ctypes.c_void_p(library.xkb_keymap_new_from_names(context, ctypes.byref(names), 0))
    assert keymap.value, f"xkb-data has no layout {layout} {variant}"
    state = ctypes.c_void_p(library.xkb_state_new(keymap))
    row = [_key(library, state, code) for code in _NUMBER_ROW]
    library.xkb_state_unref(state)
    library.xkb_keymap_unref(keymap)
    library.xkb_context_unref(context)
    return "".join(row[int(digit)] for digit in digits)


def _key(library: ctypes.CDLL, state: ctypes.c_void_p, code: int) -> str:
    text = ctypes.create_string_buffer(16)
    library.xkb_state_key_get_utf8(state, code, text, 16)
    return text.value.decode()
