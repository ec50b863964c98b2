"""A round with nats.py: prints "ok <step>" for each step and ends with a non-zero code at the first that fails.

round.py URL
round.py credentials URL creds|nkey|token|user VALUE
"""

import asyncio
import sys

import nats
from nats.errors import NoRespondersError

LIMIT = 10


async def pubsub(nc):
    sub = await nc.subscribe("py.*")
    for i in range(1000):
        await nc.publish("py.x", str(i).encode())
    for i in range(1000):
        msg = await sub.next_msg(timeout=LIMIT)
        assert msg.data == str(i).encode(), (msg.data, i)
    await sub.unsubscribe()
    print("ok pubsub")


async def headers(nc):
    sub = await nc.subscribe("headers")
    await nc.publish("headers", b"body", reply="back", headers={"A": "1", "B": "two words"})
    msg = await sub.next_msg(timeout=LIMIT)
    assert msg.data == b"body" and msg.reply == "back", msg
    assert msg.headers == {"A": "1", "B": "two words"}, msg.headers
    print("ok headers")


async def requests(nc):
    async def upper(msg):
        await msg.respond(msg.data.upper())

    sub = await nc.subscribe("upper", cb=upper)
    for _ in range(100):
        answer = await nc.request("upper", b"abc", timeout=LIMIT)
        assert answer.data == b"ABC", answer
    await sub.unsubscribe()
    try:
        await nc.request("upper", b"", timeout=LIMIT)
        raise AssertionError("somebody answered")
    except NoRespondersError:
        pass
    print("ok request")


async def queue(nc, url):
    taken = [0, 0, 0]
    done = asyncio.Event()

    def count(i):
        async def callback(_):
            taken[i] += 1
            if sum(taken) == 3000:
                done.set()

        return callback

    workers = [await nats.connect(url, connect_timeout=LIMIT) for _ in taken]
    for i, worker in enumerate(workers):
        await worker.subscribe("jobs", queue="workers", cb=count(i))
        await worker.flush(LIMIT)
    for _ in range(3000):
        await nc.publish("jobs", b"")
    await nc.flush(LIMIT)
    await asyncio.wait_for(done.wait(), LIMIT)
    assert min(taken) > 700, taken
    for worker in workers:
        await worker.close()
    print("ok queue")


async def drain(nc, url):
    received = 0
    closed = asyncio.Event()

    async def count(_):
        nonlocal received
        received += 1

    async def on_close():
        closed.set()

    other = await nats.connect(url, closed_cb=on_close, connect_timeout=LIMIT)
    await other.subscribe("drained", cb=count)
    await other.flush(LIMIT)
    for _ in range(2000):
        await nc.publish("drained", b"")
    await nc.flush(LIMIT)
    await other.drain()
    await asyncio.wait_for(closed.wait(), LIMIT)
    assert received == 2000, received
    print("ok drain")


async def credentials(url, kind, value):
    """Says a word to itself with credentials of one kind: "ok credentials", or "refused" when the server does not want them."""
    user, _, password = value.partition(":")
    options = {
        "creds": {"user_credentials": value},
        "nkey": {"nkeys_seed": value},
        "token": {"token": value},
        "user": {"user": user, "password": password},
    }[kind]
    problems = []

    async def on_error(error):
        problems.append(str(error))

    try:
        nc = await nats.connect(url, allow_reconnect=False, error_cb=on_error, connect_timeout=LIMIT, **options)
    except Exception as error:
        problems.append(str(error))
        assert any("Authorization Violation" in problem for problem in problems), problems
        print("refused", problems)
        return
    sub = await nc.subscribe("talk")
    await nc.publish("talk", b"hello")
    assert (await sub.next_msg(timeout=LIMIT)).data == b"hello"
    await nc.close()
    print("ok credentials")


async def main(url):
    nc = await nats.connect(url, name="python round", connect_timeout=LIMIT)
    print("ok connect")
    await pubsub(nc)
    await headers(nc)
    await requests(nc)
    await queue(nc, url)
    await drain(nc, url)
    await nc.close()


if sys.argv[1] == "credentials":
    asyncio.run(credentials(*sys.argv[2:5]))
else:
    asyncio.run(main(sys.argv[1]))
