"""A network that misbehaves on purpose: between the driver and the server, forwarding until told otherwise."""

import contextlib
import selectors
import socket
import threading
from types import TracebackType

_PIECE = 1 << 20


class Proxy:
    """Listens on 127.0.0.1 and forwards to the server's socket.

    `lose_answers` is how many answers to COMMIT will be lost: the server carries it out, then the connection breaks.
    `cut_commits` is how many COMMITs will not even arrive. Once `swallow` is set nothing passes any more, and nothing
    breaks either. `connections` counts those that were made.
    """

    def __init__(self, server_socket: str) -> None:
        self.lose_answers = 0
        self.cut_commits = 0
        self.swallow = threading.Event()
        self.connections = 0
        self._server_socket = server_socket
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> "Proxy":
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take no connection any more, and break those there are."""
        if self._listener.fileno() < 0:
            return
        self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:  # shut down
                return
            self.connections += 1
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server_socket)
            self._open += [client, server]
            threading.Thread(target=self._forward, args=[client, server], daemon=True).start()

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        with client, server, selectors.DefaultSelector() as ready:
            ready.register(client, selectors.EVENT_READ, server)
            ready.register(server, selectors.EVENT_READ, client)
            while True:
                for key, _ in ready.select():
                    source, target = key.fileobj, key.data
                    assert isinstance(source, socket.socket)
                    try:
                        data = source.recv(_PIECE)
                        if not data:
                            return
                        if self.swallow.is_set():
                            continue
                        if source is client and b"COMMIT" in data:
                            if self.cut_commits:
                                self.cut_commits -= 1
                                return
                            if self.lose_answers:
                                self.lose_answers -= 1
                                target.sendall(data)
                                _await_commit(target)
                                return
                        target.sendall(data)
                    except OSError:  # one side is gone
                        return


def _await_commit(server: socket.socket) -> None:
    """Read the server's answers, and keep them, until it says that it has committed."""
    said = b""
    while b"COMMIT\0" not in said:
        piece = server.recv(_PIECE)
        if not piece:
            return
        said += piece
