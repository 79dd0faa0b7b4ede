"""What the benches share."""
import os, pathlib, re, socket, subprocess, sys, time, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent


def free_ports(count):
    """Ports of loopback that were free a moment ago; held together, so that they differ."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


def send(port, sender, count):
    """Mails of 4 KB over 50 sessions of Postfix's smtp-source; how many were accepted a second."""
    began = time.monotonic()
    subprocess.run(["smtp-source", "-s", "50", "-m", str(count), "-l", "4096", "-f", sender, "-t", "b@kunde.example", f"127.0.0.1:{port}"], check=True)
    return count / (time.monotonic() - began)


class Router:
    """target/postweiche.jar on loopback, with a configuration and a data folder of its own."""

    def __init__(self, folder, config, api, heap="512m"):
        self.folder, self.api, self.heap = folder, api, heap
        (folder / "postweiche.yaml").write_text(config)

    def start(self):
        """Seconds until it is ready."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            ["java", "-XX:+UseSerialGC", f"-Xmx{self.heap}", "-XX:+ExitOnOutOfMemoryError", f"-Dpostweiche.home={ROOT}", "-jar", ROOT / "target/postweiche.jar",
             "run", "--config", self.folder / "postweiche.yaml", "--data", self.folder / "data"],
            stdout=subprocess.PIPE, stderr=open(self.folder / "log", "a"), text=True)
        for line in self.process.stdout:
            if line.startswith("  data "):
                return time.monotonic() - began
        sys.exit(f"the router did not start: {(self.folder / 'log').read_text()[-2000:]}")

    def get(self, path):
        return urllib.request.urlopen(f"http://127.0.0.1:{self.api}{path}").read().decode()

    def metric(self, name, labels=""):
        """The sum over all labels that hold this text."""
        found = re.findall(rf"^{name}(?:{{(.*)}})? (\S+)$", self.get("/metrics"), re.M)
        return sum(float(value) for at, value in found if labels in at)

    def cpu(self):
        """Seconds."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        """Resident, MB."""
        return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text()).group(1)) // 1000
