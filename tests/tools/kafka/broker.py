# SPDX-License-Identifier: Apache-2.0
"""A real Apache Kafka broker for tests: a single KRaft node on free loopback ports, in a temporary folder.

    python3 broker.py fetch          gets Kafka from Maven Central into build/kafka, once; says so where it cannot
    python3 broker.py serve          starts a broker and answers each line of standard input with one of standard output:
                                     kill (at once, as kill -9), pause, resume, start (on the same ports and data).
                                     Its first line is "ready HOST:PORT", or "none" and why. It ends with standard input.
"""
import ctypes, pathlib, shutil, signal, socket, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parents[2] / "build" / "kafka"
JARS = BUILD / "lib"
JAVA = ["java", "-Xms128m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", f"{JARS}/*"]
PROPERTIES = """process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
controller.listener.names=CONTROLLER
log.dirs={folder}/data
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
auto.create.topics.enable=false
broker.session.timeout.ms=1000
broker.heartbeat.interval.ms=200
controller.quorum.election.timeout.ms=200
controller.quorum.fetch.timeout.ms=500
"""


def missing():
    """Why there can be no broker; empty where there can."""
    for tool in ("java", "mvn"):
        if not shutil.which(tool):
            return f"{tool} is not installed"
    return fetch()


def fetch():
    """Puts Kafka and what it needs into build/kafka/lib; why it could not, else nothing."""
    pom = (HERE / "pom.xml").read_text()
    done = BUILD / "pom.xml"  # a copy of what was fetched: a new version is fetched anew
    if done.exists() and done.read_text() == pom:
        return ""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    got = subprocess.run(["mvn", "-q", "-B", "-f", HERE / "pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={JARS}",
                          "-DincludeScope=runtime"], capture_output=True, text=True, timeout=600)
    if got.returncode != 0:
        return "Maven cannot fetch Kafka: " + (got.stdout + got.stderr).strip().partition("\n")[0]
    done.write_text(pom)
    return ""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Broker:
    """with Broker() as broker: ...broker.address...; the process and its folder go at the end, whatever happens."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="shelfcast-kafka-"))
        self.port, controller = free_ports(2)
        self.address, self.process = f"127.0.0.1:{self.port}", None
        (self.folder / "server.properties").write_text(PROPERTIES.format(port=self.port, controller=controller, folder=self.folder))
        try:
            subprocess.run([*JAVA, "kafka.tools.StorageTool", "format", "-t", "c2hlbGZjYXN0LXRlc3RzMQ", "-c", self.folder / "server.properties"],
                           check=True, capture_output=True, timeout=120)
            self.start()
        except BaseException:
            self.close()
            raise

    def start(self, patience=120):
        self.log = open(self.folder / "broker.log", "ab")
        self.process = subprocess.Popen([*JAVA, "kafka.Kafka", self.folder / "server.properties"], stdin=subprocess.DEVNULL,
                                        stdout=self.log, stderr=self.log, preexec_fn=die_with_parent)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            try:  # it listens when it is ready to serve
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if self.has_ended_within(0.1):
                    break
        raise RuntimeError("the broker did not start: " + (self.folder / "broker.log").read_text()[-2000:])

    def has_ended_within(self, seconds):
        try:
            self.process.wait(timeout=seconds)
            return True
        except subprocess.TimeoutExpired:
            return False

    def tool(self, name, *arguments, text=""):
        """Runs one of Kafka's own programs against this broker; what it prints."""
        done = subprocess.run([*JAVA, name, "--bootstrap-server", self.address, *arguments], input=text, capture_output=True, text=True,
                              timeout=120, check=True)
        return done.stdout

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.log.close()
            self.process = None

    def close(self):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def serve():
    why_not = missing()
    if why_not:
        print("none", why_not, flush=True)
        return
    with Broker() as broker:
        print("ready", broker.address, flush=True)
        for line in sys.stdin:
            word = line.strip()
            if word == "kill":
                broker.kill()
            elif word == "start":
                broker.start()
            elif word in ("pause", "resume"):
                broker.signal(signal.SIGSTOP if word == "pause" else signal.SIGCONT)
            print("done", word, flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["fetch"]:
        print(missing() or f"Kafka is in {BUILD}")
    elif sys.argv[1:] == ["serve"]:
        serve()
    else:
        sys.exit(__doc__)
