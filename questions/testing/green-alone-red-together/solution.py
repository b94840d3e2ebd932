"""The register of task handlers, and two files of tests put into one."""

import unittest
from unittest.mock import patch

HANDLERS = {}


class UnknownTask(KeyError):
    """No handler has this name."""


def register(name):
    """A decorator that makes a function the handler of a task; each name once."""

    def keep(handler):
        if name in HANDLERS:
            raise ValueError(f"{name} is registered already")
        HANDLERS[name] = handler
        return handler

    return keep


def run(name, payload):
    if name not in HANDLERS:
        raise UnknownTask(name)
    return HANDLERS[name](payload)


@register("import")
def import_task(payload):
    return f"{payload['rows']} rows"


# tests/test_register.py


class FreshHandlers(unittest.TestCase):
    """Each test has the handlers to itself and leaves them as they were."""

    def setUp(self):
        handlers = patch.dict(HANDLERS)
        handlers.start()
        self.addCleanup(handlers.stop)


class RegisterTest(FreshHandlers):
    def test_a_registered_task_runs(self):
        register("nightly")(lambda payload: "report of " + payload["day"])
        self.assertEqual(run("nightly", {"day": "2026-06-01"}), "report of 2026-06-01")

    def test_a_name_is_taken_once(self):
        with self.assertRaises(ValueError):
            register("import")(lambda payload: None)


# tests/test_worker.py


class WorkerTest(FreshHandlers):
    def test_import_counts_its_rows(self):
        self.assertEqual(run("import", {"rows": 3}), "3 rows")

    def test_an_unknown_task_is_refused(self):
        with self.assertRaises(UnknownTask):
            run("nightly", {})
