"""Who is next: the requests that wait for the inference thread."""

from __future__ import annotations

import threading
from collections import deque

from desktop_app.workers.jobs import Lane, Request


class JobQueue:
    """Requests in the order in which they are served; any thread may call any method.

    Within a lane first come is first served, and the interactive lane goes ahead of the batch
    lane. It lives in Python and not in Qt's event queue, because what waits there can neither be
    overtaken nor taken back.

    A request that was put is known until ``done``: cancelling one that waits takes it out,
    cancelling one that was taken leaves a mark for whoever works on it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lanes: dict[Lane, deque[Request]] = {lane: deque() for lane in Lane}
        self._taken: set[int] = set()
        self._cancelled: set[int] = set()
        self._closed = False

    def put(self, request: Request) -> bool:
        """Add a request at the end of its lane; False once the queue is closed."""
        with self._lock:
            if self._closed:
                return False
            self._lanes[request.lane].append(request)
            return True

    def take(self, lane: Lane) -> Request | None:
        """Take the first request of a lane, or None."""
        with self._lock:
            if not self._lanes[lane]:
                return None
            request = self._lanes[lane].popleft()
            self._taken.add(request.job)
            return request

    def cancel(self, job: int) -> Request | None:
        """Cancel a job.

        Returns:
            The request, if it was still waiting: nobody else will end its job now.
        """
        with self._lock:
            for waiting in self._lanes.values():
                for request in waiting:
                    if request.job == job:
                        waiting.remove(request)
                        return request
            if job in self._taken:
                self._cancelled.add(job)
            return None

    def is_cancelled(self, job: int) -> bool:
        """Whether the job was cancelled after it was taken."""
        with self._lock:
            return job in self._cancelled

    def is_closed(self) -> bool:
        """Whether the program is on its way out."""
        with self._lock:
            return self._closed

    def done(self, job: int) -> None:
        """Forget a job that has ended."""
        with self._lock:
            self._taken.discard(job)
            self._cancelled.discard(job)

    def close(self) -> list[Request]:
        """Accept nothing more, cancel what was taken, and return what was still waiting."""
        with self._lock:
            self._closed = True
            self._cancelled |= self._taken
            waiting = [request for lane in self._lanes.values() for request in lane]
            for lane in self._lanes.values():
                lane.clear()
            return waiting
