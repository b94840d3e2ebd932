"""Pays something back, at most a limit, and notes it."""


def note(label):
    print("note:", label)

    def decorate(call):
        print("note around", call.__name__)

        def noted(order_id, cents):
            paid = call(order_id, cents)
            print(label, order_id, cents)
            return paid

        return noted

    return decorate


def limit(most):
    print("limit:", most)

    def decorate(call):
        print("limit around", call.__name__)

        def limited(order_id, cents):
            return call(order_id, min(cents, most))

        return limited

    return decorate


@note("paid back")
@limit(2000)
def pay_back(order_id, cents):
    print("paying", cents)
    return cents


print("ready")
print(pay_back("A-7", 3190))
