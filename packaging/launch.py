"""Where a packaged Valence begins: its window, its command line and all its child processes."""

import multiprocessing
import sys

if __name__ == "__main__":
    # A child that a library starts is this program once more; it must not open another window.
    multiprocessing.freeze_support()
    from desktop_app.cli import main

    sys.exit(main())
