"""Sets up the logs of a worker and sends four records, as a night of refunds would."""

import logging


class Screen(logging.Handler):
    """Shows each record with the name of the place where it would go."""

    def __init__(self, place, level=logging.NOTSET):
        super().__init__(level)
        self.place = place

    def emit(self, record):
        print(f"{self.place}: {record.levelname} {record.getMessage()}")


root = logging.RootLogger(logging.ERROR)
loggers = logging.Manager(root)  # a tree of its own, like the one behind logging.getLogger


def set_up(name, level, handlers, propagate=True):
    log = loggers.getLogger(name)
    log.setLevel(level)
    log.propagate = propagate
    for handler in handlers:
        log.addHandler(handler)
    return log


file = Screen("file")
chat = Screen("chat", logging.WARNING)

root.addHandler(chat)
set_up("orderops", logging.INFO, [file])
refunds = set_up("orderops.refunds", logging.NOTSET, [file])
http = set_up("orderops.http", logging.WARNING, [file], propagate=False)


def one_night():
    refunds.debug("asking for A-7")
    refunds.info("paid A-7")
    refunds.warning("slow answer for N-4")
    http.error("no answer for N-4")


one_night()
