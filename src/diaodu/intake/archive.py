"""Members of a zipped Office file, unpacked with a watch on how much comes out."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from diaodu.intake.values import Limits, Refusal

_PIECE_BYTES = 256 * 1024
_RATIO_MATTERS_FROM = 8 * 1024**2  # a small member may well shrink a thousandfold and harm nobody
_ENCRYPTED_FLAG = 1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Archive:
    """A zip file whose declared and actual sizes are both held to the limits. Members are never written to disk."""

    def __init__(self, data: bytes, limits: Limits, *, kind: str) -> None:
        self._kind = kind
        try:
            self._packed = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise Refusal("broken", kind=kind) from error
        self._limits = limits
        members = self._packed.infolist()
        if len(members) > limits.zip_members or sum(member.file_size for member in members) > limits.unpacked_bytes:
            raise Refusal("zip-bomb")
        if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
            raise Refusal("encrypted")
        self.names = {member.filename for member in members}

    def pieces(self, name: str) -> Iterator[bytes]:
        """One member, piece by piece. What its header declares may be a lie, so what comes out is counted too."""
        packed_size = self._packed.getinfo(name).compress_size
        unpacked = 0
        with self._open(name) as member:
            while piece := self._read(member):
                unpacked += len(piece)
                is_bloated = unpacked > max(_RATIO_MATTERS_FROM, packed_size * self._limits.unpacked_ratio)
                if is_bloated or unpacked > self._limits.unpacked_bytes:
                    raise Refusal("zip-bomb")
                yield piece

    def _open(self, name: str) -> IO[bytes]:
        try:
            return self._packed.open(name)
        except _DAMAGE as error:
            raise Refusal("broken", kind=self._kind) from error

    def _read(self, member: IO[bytes]) -> bytes:
        try:
            return member.read(_PIECE_BYTES)
        except _DAMAGE as error:
            raise Refusal("broken", kind=self._kind) from error
