"""Several processes on one socket: healed when one dies, renewed one by one on SIGHUP."""

import logging
import signal
import sys
from collections.abc import Callable
from multiprocessing.resource_tracker import ensure_running
from socket import socket

import uvicorn
from uvicorn.supervisors import Multiprocess

from app.data.problems import DatasetError
from app.serving.kept import MakeApp

_LOGGER = logging.getLogger("uvicorn.error")


class Workers(Multiprocess):
    """Processes that all serve the very same dataset, however the folder changes meanwhile.

    A worker that dies is replaced by one with the same data. SIGHUP reads the folder anew: each
    worker is replaced when its successor is ready, or none when the new data cannot be served.
    """

    def __init__(
        self, config: uvicorn.Config, sockets: list[socket], renew: Callable[[], MakeApp]
    ) -> None:
        """Serve what `config.app` makes, and after a SIGHUP what `renew` returns."""
        super().__init__(config, sockets)
        self._renew = renew

    def run(self) -> None:
        """Start the workers, and watch over them until told to stop.

        From a terminal Ctrl-C reaches every process. The workers inherit that they do not hear
        it: they are stopped by us, also those that are still starting.
        """
        if sys.platform != "win32":  # pragma: no branch -- the tests run where there are masks
            # Python's own helper, once it starts, would undo this.
            ensure_running()
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        super().run()

    def handle_signals(self) -> None:
        """Act on what was told since the last time."""
        if sys.platform != "win32" and signal.SIGINT in signal.sigpending():
            self.signal_queue.append(signal.sigwait({signal.SIGINT}))
        super().handle_signals()

    def keep_subprocess_alive(self) -> None:
        """Replace workers that died: at once, also one that dies while it is asked how it is.

        As long as the worker's end of the line is open here too, its silence could only be told
        from its death by waiting.
        """
        for one in self.processes:
            one.child_conn.close()
        super().keep_subprocess_alive()

    def handle_hup(self) -> None:
        """Go over to the data that is there now, without refusing a request."""
        try:
            self.config.app = self._renew()
        except (DatasetError, OSError) as error:
            reason = f"The data stays as it was: what is there now cannot be served.\n{error}"
            _LOGGER.log(logging.ERROR, reason)
        else:
            super().handle_hup()

    def terminate_all(self) -> None:
        """Stop the workers, and let nobody wait for one who connects after the last has stopped."""
        for one in self.sockets:
            one.close()
        super().terminate_all()
