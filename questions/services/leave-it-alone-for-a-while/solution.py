"""Stands between OrderOps and a carrier's API, for the times in which that API is down."""


class Unavailable(Exception):
    """The carrier is not asked at the moment."""


class Breaker:
    def __init__(self, call, now, failures=5, rest_seconds=30):
        self._call, self._now = call, now
        self._limit, self._rest = failures, rest_seconds
        self._failed, self._rests_until, self._trying = 0, None, False

    def __call__(self, parcel):
        trial = self._rests_until is not None
        if trial:
            if self._trying or self._now() < self._rests_until:
                raise Unavailable("the carrier is left alone")
            self._trying = True
        try:
            answer = self._call(parcel)
        except (TimeoutError, ConnectionError):
            self._failed += 1
            if trial or self._failed >= self._limit:
                self._rests_until = self._now() + self._rest
            raise
        else:
            self._failed, self._rests_until = 0, None
            return answer
        finally:
            if trial:
                self._trying = False
