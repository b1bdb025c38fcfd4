"""`python -m app`, and the script `innotech-record`: the command line."""

import gc
import signal
import sys

# Python would raise KeyboardInterrupt wherever it is; from there it may be lost, or show a
# traceback. A command that has to tidy up asks for it.
signal.signal(signal.SIGINT, signal.SIG_DFL)

# What is imported stays; to look for garbage in it takes a sixth of the time to the first answer.
gc.disable()

from app.cli import main  # noqa: E402 -- importing takes long enough to be interrupted

gc.freeze()
gc.enable()

if __name__ == "__main__":
    sys.exit(main())
