"""How long a mail takes: a source at a steady rate and the relay, both in one process and so by one clock.

latency.py SINK_PORT; for each line of JSON on standard input {"port", "sender", "rate", "seconds"} prints milliseconds, {"p50",
"p99"} from the 250 to the arrival and {"whole50", "whole99"} from the mail's last octet to the arrival. A time from the 250 is below
zero when the mail had arrived before its client came to read the 250. Poisson's arrivals, over kept connections; the first fifth of the
time does not count.
"""
import asyncio, json, random, re, sys, time

BODY = b"X" * 78 + b"\r\n"


class Sink:
    def __init__(self):
        self.came = {}

    async def serve(self, reader, writer):
        try:
            writer.write(b"220 sink ESMTP\r\n")
            while line := await reader.readline():
                verb = line[:4].upper()
                if verb == b"EHLO":
                    writer.write(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 100000000\r\n")
                elif verb == b"DATA":
                    writer.write(b"354 go on\r\n")
                    message = await reader.readuntil(b"\r\n.\r\n")
                    self.came.setdefault(int(re.search(rb"\nSubject: mail-(\d+)\r", message)[1]), time.monotonic())
                    writer.write(b"250 ok\r\n")
                elif verb == b"QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                else:
                    writer.write(b"250 ok\r\n")
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


async def say(wire, octets, wanted):
    reader, writer = wire
    if octets:
        writer.write(octets)
    while (line := await reader.readline())[3:4] == b"-":
        pass
    if line[:1] != wanted:
        raise RuntimeError(f"answered {line!r} to {octets[:60]!r}")


async def connect(port):
    wire = await asyncio.open_connection("127.0.0.1", port)
    await say(wire, b"", b"2")
    await say(wire, b"EHLO source.example\r\n", b"2")
    return wire


async def send(free, port, sender, number, sent, taken):
    wire = free.pop() if free else await connect(port)
    await say(wire, b"MAIL FROM:<%s>\r\n" % sender, b"2")
    await say(wire, b"RCPT TO:<b@kunde.example>\r\n", b"2")
    await say(wire, b"DATA\r\n", b"3")
    head = b"From: <%s>\r\nTo: <b@kunde.example>\r\nSubject: mail-%d\r\n\r\n" % (sender, number)
    sent[number] = time.monotonic()
    await say(wire, head + BODY * 50 + b".\r\n", b"2")
    taken[number] = time.monotonic()
    free.append(wire)


async def measure(sink, numbers, port, sender, rate, seconds):
    free, sent, taken, tasks, began = [], {}, {}, [], time.monotonic()
    due = began
    while due < began + seconds:
        await asyncio.sleep(max(0, due - time.monotonic()))
        tasks.append(asyncio.create_task(send(free, port, sender.encode(), next(numbers), sent, taken)))
        due += random.expovariate(rate)
    await asyncio.gather(*tasks)
    for reader, writer in free:
        writer.close()
    until = time.monotonic() + 60
    while any(number not in sink.came for number in taken):
        if time.monotonic() > until:
            raise RuntimeError("not all mails arrived within a minute")
        await asyncio.sleep(0.02)
    counted = [n for n, at in sent.items() if at > began + seconds / 5]
    waits, whole = (sorted((sink.came[n] - times[n]) * 1000 for n in counted) for times in (taken, sent))
    middle, high = len(counted) // 2, int(len(counted) * 0.99)
    return {"p50": waits[middle], "p99": waits[high], "whole50": whole[middle], "whole99": whole[high]}


async def main():
    sink, loop = Sink(), asyncio.get_running_loop()
    await asyncio.start_server(sink.serve, "127.0.0.1", int(sys.argv[1]), limit=1 << 20, backlog=500)
    numbers = iter(range(1, 1 << 40))
    print("{}", flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        try:
            print(json.dumps(await measure(sink, numbers, **json.loads(line))), flush=True)
        except (RuntimeError, OSError) as fault:
            print(json.dumps({"fault": str(fault)}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
