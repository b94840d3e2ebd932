"""Asks the carrier for rates, and shall remember the answers for a while."""


def remember(seconds, clock):
    def decorate(call):
        return call

    return decorate


# now = [0]
#
#
# @remember(60, lambda: now[0])
# def rate(zone, bulky=False):
#     print("asking the carrier")
#     return 2090 if bulky else 1190
#
#
# print(rate("near"), rate("near"), rate("near", bulky=True))
