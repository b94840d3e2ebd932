"""Holds take_turns to the rules of the card."""

import unittest

from sheet import take_turns


def steps(name, number, log, result=None):
    for step in range(1, number + 1):
        log.append(f"{name}{step}")
        yield
    return result


def failing(name, log):
    log.append(f"{name}1")
    yield
    raise ValueError(f"{name} is broken")


class TakeTurns(unittest.TestCase):
    def test_each_task_does_one_step_in_its_turn(self):
        log = []
        take_turns([("a", steps("a", 2, log)), ("b", steps("b", 2, log))])
        self.assertEqual(log, ["a1", "b1", "a2", "b2"])

    def test_what_a_task_returned_is_kept_by_name(self):
        ended = take_turns([("a", steps("a", 1, [], 200)), ("b", steps("b", 3, [], 17))])
        self.assertEqual(ended, {"a": ("done", 200), "b": ("done", 17)})

    def test_one_that_raises_does_not_stop_the_rest(self):
        log = []
        ended = take_turns([("a", failing("a", log)), ("b", steps("b", 3, log, 3))])
        self.assertEqual(log, ["a1", "b1", "b2", "b3"])
        self.assertEqual(ended["b"], ("done", 3))

    def test_the_error_is_kept_by_name(self):
        outcome, fault = take_turns([("a", failing("a", []))])["a"]
        self.assertEqual((outcome, type(fault), str(fault)), ("failed", ValueError, "a is broken"))
