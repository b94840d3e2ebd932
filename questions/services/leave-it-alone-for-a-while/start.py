"""Stands between OrderOps and a carrier's API, for the times in which that API is down."""


class Unavailable(Exception):
    """The carrier is not asked at the moment."""


class Breaker:
    def __init__(self, call, now, failures=5, rest_seconds=30):
        self._call, self._now = call, now
        self._limit, self._rest = failures, rest_seconds

    def __call__(self, parcel):
        return self._call(parcel)
