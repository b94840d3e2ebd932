"""Fetches pages of a marketplace; each class adds one ability."""


class Transient(Exception):
    pass


class Channel:
    def __init__(self):
        self.answers = [Transient(), ["H-2", "H-3"]]

    def fetch(self):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


class Logged(Channel):
    def fetch(self):
        print("asking")
        orders = super().fetch()
        print("got", len(orders))
        return orders


class Paused(Channel):
    def fetch(self):
        print("pause")
        return Channel.fetch(self)


class Retried(Channel):
    def fetch(self):
        try:
            return super().fetch()
        except Transient:
            print("again")
            return super().fetch()


class Northgate(Logged, Paused, Retried):
    pass


class Harbour(Logged, Retried, Paused):
    pass


def try_out(channel):
    print(*(each.__name__ for each in type(channel).__mro__))
    try:
        return channel.fetch()
    except Transient:
        return "failed"


print(try_out(Northgate()))
print(try_out(Harbour()))
