# What can be seen of others: processes, sockets, files, and the kernel's own words.
import ctypes, json, os, socket, stat, sys

libc = ctypes.CDLL(None, use_errno=True)


def processes(*backwards):
    """Each word, given backwards so that who asks is not found, that a process in sight has in command or environment."""
    words = [word[::-1] for word in backwards]
    text = b""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        for name in ("cmdline", "environ", "comm"):
            try:
                with open(f"/proc/{pid}/{name}", "rb") as file:
                    text += file.read()
            except OSError:
                pass
    return [word for word in words if word.encode() in text]


def answers(path):
    """The name that a Docker Engine on this socket has given its machine, or that something listens there."""
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(2)
        s.connect(path)
        try:
            s.send(b"GET /info HTTP/1.0\r\n\r\n")
            text = b""
            while chunk := s.recv(65536):
                text += chunk
            return json.loads(text.split(b"\r\n\r\n", 1)[1])["Name"]
        except (OSError, ValueError, KeyError, IndexError):
            return "listens"


def sockets(*names):
    """Engines that answer at any socket file, and the given abstract names on which somebody listens."""
    engines = set()
    for directory, directories, files in os.walk("/"):
        directories[:] = [name for name in directories if os.path.join(directory, name) not in ("/proc", "/sys")]
        for name in files:
            path = os.path.join(directory, name)
            try:
                if stat.S_ISSOCK(os.lstat(path).st_mode) and "docker" in name and len(path) < 100:
                    engines.add(answers(path))
            except OSError:
                pass
    found = []
    for name in names:
        try:
            with socket.socket(socket.AF_UNIX) as s:
                s.connect("\0" + name)
                found.append(name)
        except OSError:
            pass
    return {"engines": sorted(engines), "abstract": found}


def files(*names):
    """Each name that some file in sight has, by way of every process's root and working directory, too."""
    found, seen = set(), set()
    starts = ["/", "/h"] + [f"/proc/{pid}/{link}" for pid in os.listdir("/proc") if pid.isdigit() for link in ("root", "cwd")]
    for start in starts:
        for directory, directories, entries in os.walk(f"{start}/"):
            try:
                here = os.stat(directory)
            except OSError:
                continue
            key = (here.st_dev, here.st_ino)
            if key in seen or directory.startswith(("/proc/", "/h/proc/")) and directory.count("/") > 4 and start in ("/", "/h"):
                directories[:] = []
                continue
            seen.add(key)
            directories[:] = [name for name in directories if name not in ("proc", "sys")]
            found.update(name for name in names if name in entries)
    return sorted(found)


def readable(path, is_telling):
    try:
        with open(path, "rb") as file:
            return is_telling(file.read(65536))
    except OSError:
        return False


def kernel():
    """What the kernel tells of itself or of others."""
    def addresses(text):
        return any(line.split()[0].strip(b"0") for line in text.splitlines()[:50] if line)

    def physical(text):
        return any(line.split(b":")[0].strip().strip(b"0-") for line in text.splitlines())

    tried = {
        "dmesg": libc.klogctl(3, ctypes.create_string_buffer(4096), 4096) > 0,
        "/dev/kmsg": readable("/dev/kmsg", bool),
        "/proc/kmsg": os.access("/proc/kmsg", os.R_OK) and opens("/proc/kmsg"),
        "/proc/kallsyms": readable("/proc/kallsyms", addresses),
        "/proc/kcore": opens("/proc/kcore"),
        "/proc/iomem": readable("/proc/iomem", physical),
        "/proc/timer_list": readable("/proc/timer_list", bool),
        "/proc/slabinfo": readable("/proc/slabinfo", bool),
        "/proc/vmallocinfo": readable("/proc/vmallocinfo", bool),
        "/proc/pagetypeinfo": readable("/proc/pagetypeinfo", bool),
        "/dev/mem": opens("/dev/mem"),
        "/sys/kernel/debug": bool(os.path.isdir("/sys/kernel/debug") and os.listdir("/sys/kernel/debug")),
        "/sys/kernel/tracing": bool(os.path.isdir("/sys/kernel/tracing") and os.listdir("/sys/kernel/tracing")),
        "/proc/version": readable("/proc/version", bool),
    }
    return [name for name, told in tried.items() if told]


def keyrings():
    """Names of the keyrings in sight."""
    with open("/proc/keys") as file:
        return [line.split(None, 8)[8].split(":")[0] for line in file if " keyring " in line]


def opens(path):
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        return True
    except OSError:
        return False


def crash():
    """The signal that ends a process that touches what it hasn't, and the files that it leaves where it was."""
    os.chdir("/tmp")
    before = set(os.listdir("."))
    pid = os.fork()
    if pid == 0:
        ctypes.string_at(0)
    _, status = os.waitpid(pid, 0)
    return {"signal": os.WTERMSIG(status), "left": sorted(set(os.listdir(".")) - before)}


commands = {"processes": processes, "sockets": sockets, "files": files, "kernel": kernel, "keyrings": keyrings, "crash": crash}
print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
