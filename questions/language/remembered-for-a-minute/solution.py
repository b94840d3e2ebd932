"""Asks the carrier for rates, and remembers the answers for a while."""

from functools import wraps


def remember(seconds, clock):
    def decorate(call):
        answers = {}

        @wraps(call)
        def wrapper(*args, **named):
            key = (args, frozenset(named.items()))
            if key in answers:
                answer, since = answers[key]
                if clock() - since < seconds:
                    return answer
            answer = call(*args, **named)
            answers[key] = (answer, clock())
            return answer

        return wrapper

    return decorate
