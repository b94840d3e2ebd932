"""Three nights of the reporting process, which runs for weeks; in production `log` is logging.getLogger(...)."""

import logging


class ForTheMail(logging.Handler):
    """Keeps what was logged, for the mail to the finance controller, and prints it."""

    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)
        print(record.getMessage())


def nightly_report(log, day, orders):
    mail = ForTheMail()
    log.addHandler(mail)
    gross = sum(order["total"] for order in orders)
    log.info("day %s: %s orders", day, len(orders))
    log.debug("orders of the day: %s", orders)
    return gross, [record.levelname for record in mail.records]


def three_nights():
    log = logging.Logger("orderops.reports", logging.INFO)
    for day in (1, 2, 3):
        nightly_report(log, day, [{"id": "A-7", "total": 5490}])
    return len(log.handlers)


# three_nights()
