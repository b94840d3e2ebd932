"""Holds take_turns to the inputs that one should be afraid of."""

import unittest

from sheet import take_turns


def steps(name, number, log, result=None):
    for step in range(1, number + 1):
        log.append(f"{name}{step}")
        yield
    return result


def raises_at_once(fault):
    raise fault
    yield


class Edges(unittest.TestCase):
    def test_no_task_at_all(self):
        self.assertEqual(take_turns([]), {})

    def test_a_task_that_ends_costs_nobody_a_turn(self):
        log = []
        take_turns([(name, steps(name, number, log)) for name, number in (("a", 1), ("b", 1), ("c", 3), ("d", 3))])
        self.assertEqual(log, ["a1", "b1", "c1", "d1", "c2", "d2", "c3", "d3"])

    def test_a_task_without_a_step(self):
        self.assertEqual(take_turns([("a", steps("a", 0, [], 0))]), {"a": ("done", 0)})

    def test_two_that_fail_in_one_round(self):
        log = []
        faults = (KeyError("sku"), ValueError("bad price"))
        tasks = [("a", raises_at_once(faults[0])), ("b", raises_at_once(faults[1])), ("c", steps("c", 2, log))]
        ended = take_turns(tasks)
        self.assertEqual(log, ["c1", "c2"])
        self.assertEqual([ended["a"], ended["b"]], [("failed", faults[0]), ("failed", faults[1])])

    def test_what_a_task_yields_does_not_matter(self):
        ended = take_turns([("a", (step for step in (None, False, 0)))])
        self.assertEqual(ended, {"a": ("done", None)})

    def test_an_interruption_is_nobodys_failure(self):
        with self.assertRaises(KeyboardInterrupt):
            take_turns([("a", raises_at_once(KeyboardInterrupt()))])

    def test_the_list_of_tasks_is_left_alone(self):
        tasks = [("a", steps("a", 1, [])), ("b", steps("b", 2, []))]
        take_turns(tasks)
        self.assertEqual([name for name, _ in tasks], ["a", "b"])

    def test_an_ended_task_is_not_asked_again(self):
        class Once:
            asked = 0

            def send(self, _):
                self.asked += 1
                if self.asked > 1:
                    raise StopIteration
                return None

            def __next__(self):
                return self.send(None)

            def __iter__(self):
                return self

        task = Once()
        take_turns([("a", task), ("b", steps("b", 5, []))])
        self.assertEqual(task.asked, 2)
