"""All that one run of the bench starts, and the cases it plays on it."""
import contextlib, json, os, pathlib, subprocess, sys, time
from accounting import Peak, cpu_seconds
from loopback import free_ports
from servers import HERE, LOGIN, TLS, Fault, Postfix, Postweiche, Poster, java_sink, make_certificate, smtp_sink, wait_for

SETTLE = 1  # seconds after the last arrival in which a server still tidies up: they count as its CPU time
SENDER_DEPENDENT = TLS + "smtp_sender_dependent_authentication = yes\n"
ONE_ACCOUNT = TLS + "smtp_tls_connection_reuse = yes\n"
UNHELD = "in_flow_delay = 0s\ndefault_process_limit = 300\n"
FREE = "Postfix, inflow not held back"
REUSING = "Postfix, one account, connections reused"


class Stage:
    def __init__(self, folder, options, open_until):
        self.folder, self.options, self.open = folder, options, open_until
        self.results, self.latencies = [], []
        self.sinks = {"plain": self._keep(smtp_sink())}
        self.relays = {"plain.example": self.sinks["plain"].ports[0]}
        cases = options.cases
        if "slow-relay" in cases:
            self._relay("slow", java_sink(latency=options.latency))
        if "relays" in cases:
            self.sinks["many"] = self._keep(java_sink(count=50))
            self.relays |= {f"r{n:02}.example": port for n, port in enumerate(self.sinks["many"].ports)}
        if "latency" in cases:
            self._start_latency()
        self.ours = {domain: f'host: 127.0.0.1, port: {port}, tls: none' for domain, port in self.relays.items()}
        self.hosts = {domain: f"[127.0.0.1]:{port}" for domain, port in self.relays.items()}
        self.servers = {"Postfix": self._keep(self.new_postfix("postfix"))}
        if "load" in cases and any(sessions > 100 for _, sessions in options.loads):
            self.free = self._keep(Postfix(folder / "postfix-free", self.hosts, self._main(UNHELD)))
        if "login" in cases:
            self._start_login()
        rehearse(folder)
        self.servers["Postweiche"] = self._keep(self.new_ours("postweiche"))

    def _keep(self, started):
        self.open.callback(started.stop)
        return started

    def _relay(self, name, sink):
        self.sinks[name] = self._keep(sink)
        self.relays[f"{name}.example"] = sink.ports[0]

    def _start_latency(self):
        (port,) = free_ports(1)
        self.relays["latency.example"] = port
        self.prober = subprocess.Popen([sys.executable, HERE / "latency.py", str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.open.callback(lambda: (self.prober.kill(), self.prober.wait()))
        self.prober.stdout.readline()

    def _start_login(self):
        """A relay that wants STARTTLS and AUTH, and two more Postfixes that log in at it."""
        keys, ca = make_certificate(self.folder)
        sink = self.sinks["login"] = self._keep(java_sink(keys=keys, login=LOGIN))
        relay, (port,), (user, password) = "login.example", sink.ports, LOGIN
        hosts = {relay: f"[localhost]:{port}"}
        start = lambda name, main, key: self._keep(Postfix(self.folder / name, hosts, self._main(main.replace("{ca}", str(ca))), f"{key} {user}:{password}\n"))
        self.login_servers = {"Postfix": start("postfix-login", SENDER_DEPENDENT, "@" + relay), REUSING: start("postfix-reusing", ONE_ACCOUNT, hosts[relay])}
        self.ours[relay] = f"host: localhost, port: {port}, tls: starttls, trust: {ca}, username: {user}, password: {password}"

    def _main(self, lines=""):
        return lines + "\n".join(self.options.postfix)

    def new_postfix(self, name):
        return Postfix(self.folder / name, self.hosts, self._main())

    def new_ours(self, name):
        return Postweiche(self.folder / name, self.ours)

    # one run

    def flood(self, ports_and_senders, size, sessions, mails):
        """Seconds that smtp-source takes: one for each sender, which share the sessions and the mails."""
        n, began = len(ports_and_senders), time.monotonic()
        command = lambda port, sender: ["smtp-source", *(["-d"] if self.options.kept else []), "-s", str(max(1, sessions // n)), "-m", str(mails // n),
                                        "-l", str(size), "-f", f"info@{sender}", "-t", "b@kunde.example", f"127.0.0.1:{port}"]
        running = [subprocess.Popen(command(*each), stderr=subprocess.PIPE, text=True) for each in ports_and_senders]
        try:
            for each in running:
                _, words = each.communicate(timeout=self.options.patience)
                if each.returncode:
                    raise Fault(f"smtp-source: {words.strip()}")
            return time.monotonic() - began
        finally:
            for each in running:
                each.kill()  # nothing when it has ended

    def direct(self, sink, size, sessions, mails, domains):
        goal = sink.mails + mails
        took = self.flood([(sink.ports[i % len(sink.ports)], domain) for i, domain in enumerate(domains)], size, sessions, mails)
        if not sink.wait(goal, 60):
            raise Fault(f"{goal - sink.mails} mails did not reach the sink itself")
        return {"accepted": mails / took}

    def _plain_direct(self, mails):
        return lambda: self.direct(self.sinks["plain"], 4096, 20, mails, ["plain.example"])

    def through(self, server, sink, mails, feed):
        """feed sends that many mails and returns the seconds it took; waits until the sink has them all."""
        goal, used, began = sink.mails + mails, cpu_seconds(server.pid), time.monotonic()
        with Peak(server.pid) as peak:
            took = feed()
            arrived = sink.wait(goal, self.options.patience)
            whole = time.monotonic() - began
            time.sleep(SETTLE)
        if not arrived or sink.mails != goal:
            raise Fault(f"{type(server).__name__}: {sink.mails - goal:+} mails arrived after {whole:.0f} s" + "".join(f"\n  {line}" for line in server.faults()))
        return {"accepted": mails / took, "delivered": mails / whole, "cpu": (cpu_seconds(server.pid) - used) * 1000 / mails, "rss": peak.rss, "pss": peak.pss}

    def rounds(self, case, runs, rounds, store=None):
        """Plays the runs (server's name -> function that returns figures) in turn, each round begun by another."""
        names = list(runs)
        for number in range(rounds):
            for name in names[number % len(names):] + names[:number % len(names)]:
                row = {"case": case, "server": name, "round": number, **runs[name](), "load": os.getloadavg()[0]}
                (self.results if store is None else store).append(row)
                words = ", ".join(f"{key} {value:.1f}" for key, value in row.items() if key not in ("case", "server", "round") and value is not None)
                print(f"{case}, round {number + 1}, {name}: {words}", file=sys.stderr, flush=True)

    def over_smtp(self, case, sink, size, sessions, mails, domains=("plain.example",), servers=None, direct=True):
        """One case over SMTP, after a quarter of its mails have gone through every server unmeasured."""
        mails -= mails % len(domains)
        servers = servers or self.servers
        feed = lambda server, count: lambda: self.flood([(server.smtp, domain) for domain in domains], size, sessions, count)
        run = lambda server: lambda: self.through(server, sink, mails, feed(server, mails))
        for server in servers.values():
            count = max(len(domains), mails // 4 // len(domains) * len(domains))
            self.through(server, sink, count, feed(server, count))
        runs = {"direct": lambda: self.direct(sink, size, sessions, mails, domains)} if direct else {}
        self.rounds(case, runs | {name: run(server) for name, server in servers.items()}, self.options.rounds)

    # the cases

    def warm_up(self, mails):
        for name, server in self.servers.items():
            print(f"warm-up of {name}: {mails} mails", file=sys.stderr, flush=True)
            self.through(server, self.sinks["plain"], mails, lambda server=server: self.flood([(server.smtp, "plain.example")], 4096, 20, mails))

    def case_load(self):
        for size, sessions in self.options.loads:
            mails = self.options.mails // {"4K": 1, "100K": 4, "10M": 100}[size] // (5 if sessions == 1 and size != "10M" else 1)
            octets, words = {"4K": (4096, "4 KB"), "100K": (102400, "100 KB"), "10M": (10485760, "10 MB")}[size]
            # by default Postfix has 100 processes for clients, and they wait a second once more comes in than goes out
            more = {FREE: self.free} if sessions > 100 else {}
            self.over_smtp(f"{words}, {sessions} session{'s' * (sessions > 1)}", self.sinks["plain"], octets, sessions, max(mails, 5), servers=self.servers | more)

    def case_slow_relay(self):
        self.over_smtp(f"relay that answers after {self.options.latency} ms", self.sinks["slow"], 4096, 20, self.options.mails // 4, ("slow.example",))

    def case_relays(self):
        self.over_smtp("50 relays, 50 senders", self.sinks["many"], 4096, 50, self.options.mails, [f"r{n:02}.example" for n in range(50)])

    def case_login(self):
        servers = self.login_servers | {"Postweiche": self.servers["Postweiche"]}
        self.over_smtp("relay with STARTTLS and AUTH", self.sinks["login"], 4096, 20, self.options.mails // 2, ("login.example",), servers, direct=False)

    def _posted(self, kind, port):
        sink, server, mails = self.sinks["plain"], self.servers["Postweiche"], self.options.mails
        with contextlib.closing(Closing(Poster(kind, port, 20, 4096, "info@plain.example"))) as client:
            self.through(server, sink, mails // 2, lambda: client.it.post(mails // 2))  # the client's JVM is cold, too
            run = lambda: self.through(server, sink, mails, lambda: client.it.post(mails))
            self.rounds({"core": "Core JMS, 4 KB, 20 sessions", "amqp": "AMQP 1.0, 4 KB, 20 sessions"}[kind], {"direct": self._plain_direct(mails), "Postweiche": run}, self.options.rounds)

    def case_jms(self):
        self._posted("core", self.servers["Postweiche"].core)

    def case_amqp(self):
        self._posted("amqp", self.servers["Postweiche"].amqp)

    def case_cold(self):
        def cold(start):
            def run():
                with contextlib.closing(Closing(start("cold"))) as server:
                    return self.through(server.it, self.sinks["plain"], 2000, lambda: self.flood([(server.it.smtp, "plain.example")], 4096, 20, 2000))
            return run
        self.rounds("from a cold start: the first 2,000 mails, 20 sessions",
                    {"direct": self._plain_direct(2000), "Postfix": cold(self.new_postfix), "Postweiche": cold(self.new_ours)}, self.options.rounds)

    def case_latency(self):
        """At 30 % of what the slower server delivered with 20 sessions (asked now when no case has)."""
        measured = [row["delivered"] for row in self.results if row["case"] == "4 KB, 20 sessions" and "delivered" in row]
        sink, mails = self.sinks["plain"], self.options.mails
        rate = 0.3 * min(measured or [self.through(s, sink, mails, lambda s=s: self.flood([(s.smtp, "plain.example")], 4096, 20, mails))["delivered"] for s in self.servers.values()])
        runs = {name: lambda server=server: self._probe(server, rate, self.options.seconds) for name, server in self.servers.items()}
        for server in self.servers.values():
            self._probe(server, rate, 3)
        self.rounds("4 KB", runs, self.options.rounds, self.latencies)

    def _probe(self, server, rate, seconds):
        self.prober.stdin.write(json.dumps({"port": server.smtp, "sender": "info@latency.example", "rate": rate, "seconds": seconds}) + "\n")
        self.prober.stdin.flush()
        answer = json.loads(self.prober.stdout.readline() or '{"fault": "the prober ended"}')
        if "fault" in answer:
            raise Fault(answer["fault"])
        return {"rate": rate, **answer}


class Closing:
    """close() for what has a stop()."""

    def __init__(self, it):
        self.it, self.close = it, it.stop


def rehearse(folder):
    """The first start after a build writes Java's archive of classes; no later one does, and none that is measured should."""
    if not list((HERE.parents[1] / "target").glob("postweiche-run-*.jsa")):
        Postweiche(folder / "rehearsal", {"none.example": "host: 127.0.0.1, port: 1, tls: none"}).stop()
