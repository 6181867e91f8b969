# What of /proc, /sys, /dev and the cgroups can be opened or mounted, as patterns that are the same on every machine.
import ctypes, json, os, re, stat, sys, tempfile

libc = ctypes.CDLL(None, use_errno=True)
MS_PRIVATE_RECURSIVE, CLONE_NEWNS, MNT_DETACH = 0x44000, 0x20000, 2
# What belongs to a process is looked at once, in /proc/self; what leads to files elsewhere is not part of /proc.
LEFT_OUT = re.compile(r"^/proc/(\d+|thread-self|self/(task|fd|fdinfo|map_files|root|cwd|exe|ns))$|^/sys/fs/cgroup$")
# One network namespace has hundreds of settings, more with each version: all of them are its own.
ONE_NETWORK = [(re.compile(r"^/proc/sys/net/.*"), "/proc/sys/net/**")]
ONE_NETWORK += [(re.compile(r"^/sys/devices/virtual/net/.*"), "/sys/devices/virtual/net/**")]


def pattern(path):
    for expression, name in ONE_NETWORK:
        path = expression.sub(name, path)
    return re.sub(r"(?<=/)(cpu|node|policy|irq|loop|vd[a-z]|sd[a-z]|nvme)?\d+(?=/|$)", r"\1N", path)


def opens(path):
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_NOFOLLOW)
        # Root may open what is nobody's to write, too; of its own process that is most files.
        is_meant = "/self/" not in path or os.fstat(descriptor).st_mode & 0o222 != 0
        os.close(descriptor)
        return is_meant
    except OSError:
        return False


def walk(root, shown):
    """Files below `root` that can be opened for writing; `shown` is what their paths begin with in the answer."""
    found = set()
    for directory, names, files in os.walk(root):
        as_shown = shown + directory[len(root):]
        names[:] = [name for name in names if not LEFT_OUT.match(f"{as_shown}/{name}")]
        for name in files:
            path = os.path.join(directory, name)
            if not os.path.islink(path) and opens(path):
                found.add(pattern(f"{as_shown}/{name}"))
    return found


def below(proc, sys_root):
    # /proc/self is a link, which a walk does not follow.
    return walk(proc, "/proc") | walk(f"{proc}/self", "/proc/self") | walk(sys_root, "/sys")


def writable():
    return sorted(below("/proc", "/sys"))


def private_mounts():
    if libc.unshare(CLONE_NEWNS) < 0 or libc.mount(b"none", b"/", None, MS_PRIVATE_RECURSIVE, None) < 0:
        raise OSError(ctypes.get_errno(), "no mounts of our own")


def mounts(source, kind, options=None):
    """A directory on which it is mounted, or None."""
    place = tempfile.mkdtemp()
    done = libc.mount(source.encode(), place.encode(), kind.encode(), 0, options.encode() if options else None) == 0
    return place if done else None


def fresh():
    """The same for a /proc and a /sys that are mounted anew."""
    private_mounts()
    proc, sys_root = mounts("proc", "proc"), mounts("sysfs", "sysfs")
    if proc is None or sys_root is None:
        return None
    return sorted(below(proc, sys_root))


def opened(*paths):
    return [path for path in paths if opens(path)]


def devices():
    """/dev as it is, and what device nodes can be made."""
    kinds = {stat.S_IFCHR: "c", stat.S_IFBLK: "b", stat.S_IFDIR: "d", stat.S_IFLNK: "l", stat.S_IFREG: "f", stat.S_IFIFO: "p"}
    found = []
    for name in sorted(os.listdir("/dev")):
        seen = os.lstat(f"/dev/{name}")
        kind = kinds.get(stat.S_IFMT(seen.st_mode), "?")
        what = f" {os.major(seen.st_rdev)}:{os.minor(seen.st_rdev)}" if kind in "cb" else ""
        found.append(f"{name} {kind}{what}")
    made = []
    for name, mode, device in [("b8:0", stat.S_IFBLK, (8, 0)), ("c1:1", stat.S_IFCHR, (1, 1)), ("b7:0", stat.S_IFBLK, (7, 0)),
                               ("b254:0", stat.S_IFBLK, (254, 0)), ("c10:237", stat.S_IFCHR, (10, 237)), ("fifo", stat.S_IFIFO, (0, 0))]:
        path = os.path.join(tempfile.mkdtemp(), "node")
        try:
            os.mknod(path, mode | 0o600, os.makedev(*device))
            made.append(name)
        except OSError:
            pass
    return {"found": found, "made": made}


def filesystems():
    """Kinds of file systems that can be mounted, of all that the kernel has and some that it could load."""
    private_mounts()
    with open("/proc/filesystems") as file:
        kinds = {line.split()[-1] for line in file} | {"ext4", "xfs", "btrfs", "vfat", "iso9660", "squashfs", "hfsplus", "nfs", "9p"}
    image = tempfile.mkstemp()[1]
    os.truncate(image, 1 << 20)
    layers = tempfile.mkdtemp()
    for name in "luw":
        os.mkdir(f"{layers}/{name}")
    tmpfs = mounts("none", "tmpfs")
    for name in "luw":
        os.mkdir(f"{tmpfs}/{name}")
    options = {"overlay": f"lowerdir={tmpfs}/l,upperdir={tmpfs}/u,workdir={tmpfs}/w"}
    return sorted(kind for kind in kinds if mounts(image, kind, options.get(kind)))


def hierarchies():
    """v1: what can be mounted, and each release_agent that can be opened for writing, mounted anew or not."""
    private_mounts()
    with open("/proc/cgroups") as file:
        controllers = [line.split()[0] for line in file if not line.startswith("#") and line.split()[1] != "0"]
    old = [place for name in controllers if (place := mounts("none", "cgroup", name))]
    new = [name for name in ("net_cls", "net_prio", "none,name=marina-abuse") if mounts("none", "cgroup", name)]
    places = old + [f"/sys/fs/cgroup/{name}" for name in os.listdir("/sys/fs/cgroup")]
    agents = [f"{place}/release_agent" for place in places if opens(f"{place}/release_agent")]
    return {"old": len(old), "new": new, "agents": agents}


def limits(root):
    """Names of cgroup files at the instance's own level that can be opened for writing; whether a child can be made."""
    unified = os.path.exists(f"{root}/cgroup.controllers")
    groups = [root] if unified else [f"{root}/{name}" for name in os.listdir(root) if not os.path.islink(f"{root}/{name}")]
    names = {name for group in groups for name in os.listdir(group) if opens(f"{group}/{name}")}
    parent = root if unified else f"{root}/pids"
    child = f"{parent}/marina-abuse"
    os.mkdir(child)
    try:
        with open(f"{child}/pids.max", "w") as file:
            file.write("9")
        with open(f"{child}/pids.max") as file:
            made = file.read().strip() == "9"
    finally:
        os.rmdir(child)
    return {"writable": sorted(names), "child": made}


commands = {"writable": writable, "fresh": fresh, "opened": opened, "devices": devices, "filesystems": filesystems}
commands |= {"hierarchies": hierarchies, "limits": limits}
print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
