"""Fetches three pages of orders at the same time, or so it seems."""

import asyncio
import time


async def fetch(page, seconds, polite):
    print("ask", page)
    if polite:
        await asyncio.sleep(seconds)
    else:
        time.sleep(seconds)
    print("got", page)


async def main():
    await asyncio.gather(
        fetch("N-1", 0.2, True),
        fetch("N-2", 0.3, False),
        fetch("N-3", 0.1, True),
    )


# asyncio.run(main())
