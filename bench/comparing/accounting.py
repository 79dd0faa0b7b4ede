"""CPU and memory of a process and all below it, from /proc."""
import os, threading, time

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def fields(pid):
    """Of /proc/PID/stat, those behind the name: state, parent, ...; None when the process has gone."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return None


def tree(root):
    """The process and its descendants: pid -> fields."""
    every = {int(name): fields(name) for name in os.listdir("/proc") if name.isdigit()}
    below = {}
    for pid, values in every.items():
        if values:
            below.setdefault(int(values[1]), []).append(pid)
    found, todo = {}, [root]
    while todo:
        pid = todo.pop()
        if every.get(pid):
            found[pid] = every[pid]
            todo += below.get(pid, [])
    return found


def cpu_seconds(root):
    """Used so far, user and system, by the living and by those that have ended: a parent that waits for its child
    (Postfix's master does) inherits the child's times, so nothing is lost between two looks."""
    return sum(int(ticks) for values in tree(root).values() for ticks in values[11:15]) / TICK


def memory_mb(root):
    """(RSS, PSS) summed over the tree. RSS counts a shared page once for every process, PSS once in all."""
    rss = pss = 0
    for pid, values in tree(root).items():
        rss += int(values[21]) * PAGE
        try:
            with open(f"/proc/{pid}/smaps_rollup") as file:
                pss += next(int(line.split()[1]) for line in file if line.startswith("Pss:")) * 1024
        except (OSError, StopIteration):
            pass  # gone meanwhile
    return rss / 1e6, pss / 1e6


class Peak:
    """The most memory seen while it is entered, looked at once a second."""

    def __init__(self, root):
        self.root, self.rss, self.pss, self.end = root, 0, 0, threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.end.set()
        self.thread.join()
        self._look()

    def _watch(self):
        while not self.end.wait(1):
            self._look()

    def _look(self):
        rss, pss = memory_mb(self.root)
        self.rss, self.pss = max(self.rss, rss), max(self.pss, pss)
