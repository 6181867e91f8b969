# Takes as much as it is given of one thing, says how much that was in its last line, and gives it back.
import ctypes, errno, json, mmap, os, shutil, signal, socket, struct, sys, tempfile, threading, time, urllib.request

libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET, MS_PRIVATE_RECURSIVE = 0x20000, 0x10000000, 0x40000000, 0x44000


def reason(error):
    return errno.errorcode.get(error.errno, str(error.errno))


def forks(seconds):
    """Processes, from each of which more are made, until the kernel refuses."""
    children, stopped = [], ""
    try:
        while len(children) < 10000:
            child = os.fork()
            if child == 0:
                time.sleep(60)
                os._exit(0)
            children.append(child)
    except OSError as error:
        stopped = reason(error)
    # As a bomb does: tries on for as long as it lives.
    end, tries = time.time() + float(seconds), 0
    while time.time() < end:
        try:
            child = os.fork()
            if child == 0:
                os._exit(0)
            os.waitpid(child, 0)
        except OSError:
            tries += 1
    for child in children:
        os.kill(child, signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)
    return {"count": len(children), "stopped": stopped}


def in_child(act):
    """Runs it where the kernel may kill it: its exit code, or minus the signal, and what it last said."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            act(lambda value: os.write(writer, f"{value}\n".encode()))
            os._exit(0)
        except OSError as error:
            os.write(writer, f"{reason(error)}\n".encode())
            os._exit(1)
    os.close(writer)
    said = b""
    while chunk := os.read(reader, 65536):
        said = (said + chunk)[-4096:]
    _, status = os.waitpid(pid, 0)
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
    return {"code": code, "said": said.decode().split("\n")[-2] if b"\n" in said else ""}


def memory(most_mib, seconds):
    """Touches memory until it is killed; again and again for so long."""
    end, last = time.time() + float(seconds), {}

    def act(say):
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
        held = []
        for taken in range(0, int(most_mib), 16):
            held.append(bytearray(os.urandom(4096)) * 4096)
            say(taken + 16)
        time.sleep(5)

    while time.time() < end:
        last = in_child(act)
    return last


def tmpfs(most_mib):
    """Fills a tmpfs of its own, which is bigger than the instance."""
    def act(say):
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
        libc.unshare(CLONE_NEWNS)
        libc.mount(b"none", b"/", None, MS_PRIVATE_RECURSIVE, None)
        libc.mount(b"none", b"/mnt", b"tmpfs", 0, b"size=100g")
        with open("/mnt/big", "wb", buffering=0) as file:
            for taken in range(0, int(most_mib), 16):
                file.write(b"\1" * (16 << 20))
                say(taken + 16)

    return in_child(act)


def fill(*directories):
    """Writes until the disk is full, one directory after the other: MiB for each and why it stopped."""
    results, files = [], []
    for directory in directories:
        written, stopped, path = 0, "", os.path.join(directory, "marina-fill")
        files.append(path)
        try:
            with open(path, "wb", buffering=0) as file:
                while written < 100 << 30:
                    written += file.write(b"\1" * (1 << 20))
        except OSError as error:
            stopped = reason(error)
        results.append({"mib": written >> 20, "stopped": stopped})
    print(json.dumps(results), flush=True)
    time.sleep(3)
    for path in files:
        if os.path.exists(path):
            os.unlink(path)
    return results


def inodes(directory):
    place, count, stopped = tempfile.mkdtemp(dir=directory), 0, ""
    try:
        while count < 1_000_000:
            if count % 1000 == 0:
                os.mkdir(f"{place}/{count // 1000}")
            os.close(os.open(f"{place}/{count // 1000}/{count}", os.O_CREAT | os.O_WRONLY))
            count += 1
    except OSError as error:
        stopped = reason(error)
    shutil.rmtree(place)
    return {"count": count, "stopped": stopped}


def logs(seconds):
    """Floods what the worker's engine keeps of the instance's first process."""
    end, written = time.time() + float(seconds), 0
    with open("/proc/1/fd/1", "wb", buffering=0) as file:
        while time.time() < end:
            written += file.write(b"x" * 1023 + b"\n")
    return {"mib": written >> 20}


def burn(seconds, shortest=""):
    """All cores, and more processes than there are cores; with `shortest` in such turns as interrupt others."""
    children = []
    refused = take_shortest_turns() if shortest else 0
    for _ in range(4 * (os.cpu_count() or 1)):
        child = os.fork()
        if child == 0:
            while True:
                pass
        children.append(child)
    time.sleep(float(seconds))
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return {"refused": refused and errno.errorcode[refused]}


def take_shortest_turns():
    """sched_setattr(2), inherited by children: policy and flags 0, and 0.1 ms at a time."""
    number = {"x86_64": 314, "aarch64": 274}[os.uname().machine]
    attributes = struct.pack("IIQiIQQQ", 48, 0, 0, 0, 0, 100000, 0, 0)
    return ctypes.get_errno() if libc.syscall(number, 0, attributes, 0) else 0


def disk(seconds):
    """Writes past the page cache for so long, then reads, four at a time: MiB of both."""
    done, descriptors = [0, 0], []
    for number in range(4):
        path = f"/var/lib/docker/marina-disk-{number}"
        descriptors.append(os.open(path, os.O_CREAT | os.O_RDWR | os.O_DIRECT))
        os.unlink(path)

    def until_late(act):
        end, at = time.time() + float(seconds), 0
        buffer = mmap.mmap(-1, 4 << 20)
        while time.time() < end:
            act(buffer, (at % 8) * (4 << 20))
            at += 1

    def write(descriptor):
        def act(buffer, offset):
            done[0] += os.pwrite(descriptor, buffer, offset)

        until_late(act)

    def read(descriptor):
        def act(buffer, offset):
            done[1] += os.preadv(descriptor, [buffer], offset)

        until_late(act)

    def all_of_them(phase):
        threads = [threading.Thread(target=phase, args=(descriptor,)) for descriptor in descriptors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    all_of_them(write)
    all_of_them(read)
    for descriptor in descriptors:
        os.close(descriptor)
    return {"writtenMib": done[0] >> 20, "readMib": done[1] >> 20}


def held_by_children(flag, most):
    """How many namespaces of a kind can be had at once, each held by a process."""
    children = []
    while len(children) < most:
        reader, writer = os.pipe()
        try:
            child = os.fork()
        except OSError:
            break
        if child == 0:
            done = libc.unshare(flag) == 0
            os.write(writer, b"y" if done else b"n")
            time.sleep(60 if done else 0)
            os._exit(0)
        done = os.read(reader, 1)
        os.close(reader)
        os.close(writer)
        children.append(child)
        if done != b"y":
            break
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return len(children) - (1 if children and done != b"y" else 0)


def nested_users(most):
    """How deep user namespaces go, one in the other."""
    def act(say):
        for depth in range(most):
            if libc.unshare(CLONE_NEWUSER) < 0:
                return
            say(depth + 1)

    return int(in_child(act)["said"] or 0)


def groups(most):
    """Child groups that can be made; says so on the way, as it may be ended."""
    root = "/sys/fs/cgroup" if os.path.exists("/sys/fs/cgroup/cgroup.controllers") else "/sys/fs/cgroup/memory"
    made, stopped = 0, ""
    try:
        while made < int(most):
            os.mkdir(f"{root}/marina-{made}")
            made += 1
            if made % 100 == 0:
                print(made, flush=True)
    except OSError as error:
        stopped = reason(error)
    print(made, flush=True)
    for number in range(made):
        os.rmdir(f"{root}/marina-{number}")
    return stopped


def namespaces():
    return {"net": held_by_children(CLONE_NEWNET, 400), "user": held_by_children(CLONE_NEWUSER, 400), "depth": nested_users(64)}


def connections(host, count):
    """A packet to so many ports of the host, each a connection to whoever tracks them."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        for number in range(int(count)):
            try:
                s.sendto(b"marina", (host, 10000 + number % 50000))
            except OSError:
                pass
            if number % 1000 == 0:
                print(number, flush=True)
                time.sleep(0.02)
    return True


def transfer(url, seconds):
    """Mbit/s down, then up."""
    end, got = time.time() + float(seconds), 0
    with urllib.request.urlopen(url, timeout=10) as reply:
        while time.time() < end and (chunk := reply.read(65536)):
            got += len(chunk)
    down = got * 8 / 1e6 / float(seconds)
    host = url.split("/")[2].split(":")
    sent, end = 0, time.time() + float(seconds)
    with socket.socket() as s:
        # What waits in a buffer counts as sent: as little as can be.
        s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        s.settimeout(10)
        s.connect((host[0], int(host[1]) if len(host) > 1 else 80))
        s.send(b"POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000000\r\n\r\n")
        s.settimeout(5)
        try:
            while time.time() < end:
                sent += s.send(b"\0" * 65536)
        except OSError:
            pass
    return {"down": round(down, 1), "up": round(sent * 8 / 1e6 / float(seconds), 1)}


commands = {"forks": forks, "memory": memory, "tmpfs": tmpfs, "fill": fill, "inodes": inodes, "logs": logs, "burn": burn}
commands |= {"disk": disk, "namespaces": namespaces, "groups": groups, "connections": connections, "transfer": transfer}
print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
