"""The servers compared, and the relays they send to: each starts on loopback, in a folder of its own, and can be ended."""
import glob, os, pathlib, re, shutil, signal, socket, subprocess, threading, time

from loopback import free_ports

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOGIN = ("account@login.example", "wanted")
CONNECTIONS = 20  # to one relay at once: Postfix's default, smtp_destination_concurrency_limit

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log/mail
maillog_file_prefixes = {folder}/log
myhostname = mx.example
mydestination =
local_recipient_maps =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
smtpd_relay_restrictions = permit_mynetworks, reject
message_size_limit = 50000000
sender_dependent_relayhost_maps = texthash:{folder}/conf/relays
{more}
"""
TLS = """
smtp_tls_security_level = verify
smtp_tls_CAfile = {ca}
smtp_tls_session_cache_database = btree:{folder}/data/smtp_scache
smtp_sasl_auth_enable = yes
smtp_sasl_security_options = noanonymous
smtp_sasl_password_maps = texthash:{folder}/conf/logins
"""
MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
tlsproxy unix - - n - 0 tlsproxy
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


class Fault(Exception):
    """What ends the bench, in words for its user."""


def wait_for(port, what, process=None):
    until = time.monotonic() + 120
    while time.monotonic() < until and (process is None or process.poll() is None):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
                if client.makefile("rb").readline().startswith(b"220"):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise Fault(f"{what} did not open its port")


def or_end(started, step):
    """What has been started does not stay when its constructor fails."""
    try:
        step()
    except BaseException:
        started.stop()
        raise


class Postfix:
    def __init__(self, folder, relays, main="", logins=""):
        """relays: sender domain -> relayhost; main: more lines of main.cf; logins: lines of the password map."""
        self.folder, self.conf = folder, folder / "conf"
        folder.mkdir()
        folder.chmod(0o755)
        for name in ("conf", "queue", "data", "log"):
            (folder / name).mkdir()
        shutil.chown(folder / "data", "postfix")
        (self.smtp,) = free_ports(1)
        (self.conf / "relays").write_text("".join(f"@{domain} {host}\n" for domain, host in relays.items()))
        (self.conf / "logins").write_text(logins)
        (self.conf / "main.cf").write_text(MAIN.format(folder=folder, more=main.format(folder=folder)))
        (self.conf / "master.cf").write_text(MASTER.format(smtp=self.smtp))
        for name in ("postfix-files", "dynamicmaps.cf"):
            shutil.copy(f"/etc/postfix/{name}", self.conf)
        started = subprocess.run(["postfix", "-c", self.conf, "start"], capture_output=True, text=True, check=False)
        if started.returncode:
            raise Fault("Postfix did not start: " + started.stderr)
        or_end(self, lambda: wait_for(self.smtp, "Postfix"))
        self.pid = int((folder / "queue" / "pid" / "master.pid").read_text())

    def faults(self):
        """The last lines of the log that tell of mail put off or lost."""
        lines = (self.folder / "log" / "mail").read_text(errors="replace").splitlines()
        return [line for line in lines if re.search(r"status=(deferred|bounced)|fatal|panic", line)][-3:]

    def stop(self):
        for word in ("stop", "abort"):
            subprocess.run(["postfix", "-c", self.conf, word], capture_output=True, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


class Postweiche:
    def __init__(self, folder, relays):
        """relays: sender domain -> the fields of the relay that carries it."""
        self.folder = folder
        folder.mkdir()
        self.smtp, self.core, self.amqp, console = free_ports(4)
        config = folder / "postweiche.yaml"
        config.write_text(self._config(relays, console))
        self.process = subprocess.Popen([ROOT / "postweiche", "run", "--config", config, "--data", folder / "data"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(folder / "log", "w"))
        self.pid = self.process.pid  # the launcher's, then Java's: it executes Java in its place
        or_end(self, lambda: wait_for(self.smtp, "Postweiche", self.process))

    def _config(self, relays, console):
        names = {domain: domain.partition(".")[0] for domain in relays}
        return "\n".join([
            "hostname: mx.example",
            f'listen: [{{address: "127.0.0.1:{self.smtp}", allow: [127.0.0.0/8], max-message-size: 50MB, max-messages: 1000000}}]',
            f'broker: {{listen: {{core: "127.0.0.1:{self.core}", amqp: "127.0.0.1:{self.amqp}", stomp: off}}}}',
            f'console: {{address: "127.0.0.1:{console}"}}',
            "relays:", *(f"  {names[d]}: {{{fields}, senders: any, null-sender: true, limits: {{connections: {CONNECTIONS}}}}}" for d, fields in relays.items()),
            "senders:", *(f"  {d}: {name}" for d, name in names.items()),
            f'  "<>": {next(iter(names.values()))}',
            f"bounces: {{from: postmaster@mx.example, relays: [{next(iter(names.values()))}]}}", ""])

    def faults(self):
        return (self.folder / "log").read_text(errors="replace").splitlines()[-3:]

    def stop(self):
        end(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)


def end(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Sink:
    """A relay that throws mail away and counts it: smtp-sink, or Sink.java."""

    def __init__(self, command, ports):
        self.ports, self.mails = ports, 0
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        threading.Thread(target=self._read, daemon=True).start()
        for port in ports:
            or_end(self, lambda: wait_for(port, command[0], self.process))

    def _read(self):
        rest = b""
        while octets := os.read(self.process.stdout.fileno(), 65536):
            rest += octets
            if told := re.findall(rb"mesg= *(\d+)[ \r]", rest):
                self.mails = int(told[-1])
            rest = rest[-20:]
            time.sleep(0.005)  # one look for many mails: this reader must not cost what is measured

    def wait(self, mails, patience):
        until = time.monotonic() + patience
        while self.mails < mails:
            if time.monotonic() > until:
                return False
            time.sleep(0.002)
        return True

    def stop(self):
        end(self.process)


def smtp_sink():
    (port,) = free_ports(1)
    return Sink(["smtp-sink", "-c", "-u", "nobody", "-m", "1000", f"127.0.0.1:{port}", "1000"], [port])


def java_sink(latency=0, keys="-", login=None, count=1):
    ports = free_ports(count)
    options = [str(latency), str(keys), ":".join(login) if login else "-"]
    return Sink(["java", "-XX:+UseSerialGC", "-Xmx256m", HERE / "Sink.java", *options, *map(str, ports)], ports)


def make_certificate(folder):
    """(PKCS #12 for the relay, PEM to trust) for localhost."""
    key, pem, keys = folder / "key.pem", folder / "ca.pem", folder / "keys.p12"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-keyout", key, "-out", pem,
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    subprocess.run(["openssl", "pkcs12", "-export", "-inkey", key, "-in", pem, "-out", keys, "-passout", "pass:changeit"], check=True, capture_output=True)
    return keys, pem


class Poster:
    """Post.java: an application that posts by Core JMS or AMQP."""

    def __init__(self, kind, port, sessions, size, sender):
        qpid = glob.glob(str(pathlib.Path.home() / ".m2/repository/org/apache/qpid/qpid-jms-client/*/*.jar"))
        if kind == "amqp" and not qpid:
            raise Fault("no qpid-jms-client in ~/.m2: `mvn test-compile` fetches it")
        command = ["java", "-XX:+UseSerialGC", "-Xmx256m", f"-Dlogback.configurationFile={HERE}/quiet.xml", "-cp", os.pathsep.join([f"{ROOT}/target/lib/*", *qpid]), HERE / "Post.java",
                   kind, str(port), str(sessions), str(size), sender]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        or_end(self, self._answer)

    def _answer(self):
        for line in self.process.stdout:
            word, _, rest = line.partition(": ")
            if word == "post":
                return rest
        raise Fault("the JMS client ended")

    def post(self, mails):
        """Seconds until all were acknowledged."""
        self.process.stdin.write(f"{mails}\n")
        self.process.stdin.flush()
        return float(self._answer())

    def stop(self):
        end(self.process)
