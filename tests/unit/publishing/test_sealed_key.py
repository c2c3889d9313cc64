"""A stolen key file is of no use to who has to guess its passphrase."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from kiosk.publishing.sealed_key import COST, sealed

if TYPE_CHECKING:
    from pathlib import Path

WORD = "pāreja vārds".encode()


@pytest.mark.parametrize("key", [Ed25519PrivateKey.generate(), X25519PrivateKey.generate()])
def test_its_word_opens_it_and_no_other(key: Ed25519PrivateKey | X25519PrivateKey) -> None:
    pem = sealed(key, WORD, 16)
    opened = load_pem_private_key(pem, WORD)
    assert isinstance(opened, type(key))
    assert opened.private_bytes_raw() == key.private_bytes_raw()
    for other in (b"", b"another"):
        with pytest.raises((ValueError, TypeError)):
            load_pem_private_key(pem, other)
    assert sealed(key, WORD, 16) != pem


def test_openssl_reads_it_and_a_guess_is_dear(tmp_path: Path) -> None:
    tool = shutil.which("openssl")
    if tool is None:
        pytest.skip("openssl is missing (package openssl)")
    file = tmp_path / "key.pem"
    file.write_bytes(sealed(Ed25519PrivateKey.generate(), WORD))
    (tmp_path / "word").write_bytes(WORD + b"\n")

    def said(*line: str) -> str:
        return subprocess.run([tool, *line], capture_output=True, text=True, check=True, timeout=60).stdout

    assert "ED25519 Private-Key" in said(
        "pkey", "-in", str(file), "-passin", f"file:{tmp_path / 'word'}", "-noout", "-text"
    )
    parts = said("asn1parse", "-in", str(file))
    assert ":scrypt" in parts
    assert f":{COST:X}" in parts
    assert COST >= 1 << 14
