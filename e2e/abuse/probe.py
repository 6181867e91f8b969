# Tries things from inside an instance or a container in it, and prints what worked as one line of JSON.
import ctypes, fcntl, json, os, resource, signal, socket, struct, sys, threading, time

SECONDS = 2.0


def all_of(things, act):
    """What `act` says yes to, all tried at once."""
    good, lock = [], threading.Lock()

    def one(thing):
        try:
            if act(thing):
                with lock:
                    good.append(thing)
        except OSError:
            pass

    threads = [threading.Thread(target=one, args=(thing,)) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(good)


def place(text):
    host, port = text.rsplit(":", 1)
    return host.strip("[]"), int(port)


def tcp(text):
    with socket.create_connection(place(text), SECONDS):
        return True


def udp(text):
    host, port = place(text)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.settimeout(SECONDS)
        s.connect((host, port))
        # A DNS query for public.test, which other services may take for what they like.
        s.send(bytes.fromhex("123401000001000000000000067075626c6963047465737400 00010001".replace(" ", "")))
        return len(s.recv(512)) > 0


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total & 0xFFFF) + (total >> 16)
    return ~(total + (total >> 16)) & 0xFFFF


def ping(host):
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as s:
        s.settimeout(SECONDS)
        s.connect((host, 0))
        body = struct.pack("!BBHHH", 8, 0, 0, os.getpid() & 0xFFFF, 1)
        s.send(struct.pack("!BBHHH", 8, 0, checksum(body), os.getpid() & 0xFFFF, 1))
        deadline = time.time() + SECONDS
        while time.time() < deadline:
            reply = s.recv(256)
            if reply[20] == 0:
                return True


def link(kind=0x0003):
    s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(kind))
    s.bind(("eth0", kind))
    return s


def mac():
    with open("/sys/class/net/eth0/address") as file:
        return bytes.fromhex(file.read().strip().replace(":", ""))


def own_address():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.connect(("100.127.0.1", 53))
        return s.getsockname()[0]


def arp_packet(operation, sender_ip, target_ip, to=b"\xff" * 6):
    body = struct.pack("!HHBBH", 1, 0x0800, 6, 4, operation)
    body += mac() + socket.inet_aton(sender_ip) + b"\0" * 6 + socket.inet_aton(target_ip)
    return to + mac() + b"\x08\x06" + body


def arp(host):
    with link(0x0806) as s:
        s.settimeout(SECONDS)
        s.send(arp_packet(1, own_address(), host))
        deadline = time.time() + SECONDS
        while time.time() < deadline:
            reply = s.recv(256)
            if reply[20:22] == b"\0\2" and reply[28:32] == socket.inet_aton(host):
                return True


def ipv4(source, target, payload):
    total = 28 + len(payload)
    head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, total, 1, 0, 64, 17, 0, socket.inet_aton(source), socket.inet_aton(target))
    head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
    return head + struct.pack("!HHHH", 4444, 53, 8 + len(payload), 0) + payload


def frames(magic, peer_mac, peer_ip, neighbour_ip):
    """Raw frames with the magic word: to everybody, to the peer's own address, claiming its addresses."""
    word = magic.encode()
    word += b" " * (len(word) % 2)
    peer = bytes.fromhex(peer_mac.replace(":", ""))
    with link() as s:
        for _ in range(5):
            for to in (b"\xff" * 6, peer):
                s.send(to + mac() + b"\x88\xb5" + word)
                s.send(to + mac() + b"\x08\x00" + ipv4(neighbour_ip, peer_ip, word))
                s.send(arp_packet(2, peer_ip, peer_ip, to) + word)
            time.sleep(0.05)
    return True


def capture(magic, seconds):
    word, count = magic.encode(), 0
    with link() as s:
        print(json.dumps("listening"), flush=True)
        deadline = time.time() + float(seconds)
        while time.time() < deadline:
            s.settimeout(max(0.01, deadline - time.time()))
            try:
                count += word in s.recv(4096)
            except TimeoutError:
                break
    return count


def gateway_mac():
    with open("/proc/net/route") as file:
        for line in file.read().splitlines()[1:]:
            fields = line.split()
            if fields[1] == "00000000":
                gateway = socket.inet_ntoa(struct.pack("<I", int(fields[2], 16)))
    try:
        ping(gateway)
    except OSError:
        pass
    with open("/proc/net/arp") as file:
        for line in file.read().splitlines()[1:]:
            fields = line.split()
            if fields[0] == gateway:
                return bytes.fromhex(fields[3].replace(":", ""))


def spoof(target, *sources):
    """UDP to the target from addresses that are not ours, by way of the gateway."""
    to = gateway_mac()
    with link() as s:
        for source in sources:
            for _ in range(10):
                s.send(to + mac() + b"\x08\x00" + ipv4(source, target, b"spoofed."))
    return True


def tagged():
    """Frames with one and two VLAN tags, and a router advertisement, to the gateway and to everybody."""
    to = gateway_mac()
    advertisement = bytes.fromhex("6000000000183aff") + socket.inet_pton(socket.AF_INET6, "fe80::bad")
    advertisement += socket.inet_pton(socket.AF_INET6, "ff02::1")
    body = struct.pack("!BBHBBHII", 134, 0, 0, 64, 0, 1800, 0, 0) + bytes.fromhex("0101020000000bad")
    pseudo = advertisement[8:40] + struct.pack("!II", len(body), 58)
    body = body[:2] + struct.pack("!H", checksum(pseudo + body)) + body[4:]
    with link() as s:
        for _ in range(10):
            for target in (to, b"\xff" * 6):
                s.send(target + mac() + bytes.fromhex("81000001") + b"\x08\x00" + ipv4("100.64.0.2", "100.127.0.1", b"tagged"))
                s.send(target + mac() + bytes.fromhex("88a8000181000002") + b"\x08\x00" + ipv4("100.64.0.2", "100.127.0.1", b"tagged"))
            s.send(bytes.fromhex("333300000001") + mac() + b"\x86\xdd" + advertisement + body)
            s.send(to + mac() + b"\x86\xdd" + advertisement + body)
    return True


def names(name):
    return bool(socket.getaddrinfo(name, 80, socket.AF_INET))


def sockets(text):
    """`family:type:protocol`, as numbers."""
    family, kind, protocol = (int(part) for part in text.split(":"))
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.socket(family, kind, protocol) >= 0


def exhaust(seconds):
    """Takes what the kernel counts per user until it refuses, says how much that was, and holds it for so long."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    libc = ctypes.CDLL(None, use_errno=True)
    taken = {"inotify": 0, "pipes": 0, "processes": 0}
    while taken["inotify"] < 20000 and libc.inotify_init1(0) >= 0:
        taken["inotify"] += 1
    while taken["pipes"] < 2000:
        try:
            _, writer = os.pipe()
            fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 1 << 20)
        except OSError:
            break
        taken["pipes"] += 1
    children = []
    try:
        while taken["processes"] < 4000:
            child = os.fork()
            if child == 0:
                time.sleep(60)
                os._exit(0)
            children.append(child)
            taken["processes"] += 1
    except OSError:
        pass
    # In a container, Docker's client counts as one of us, and ends when it can't have a thread.
    end_all(children[-SPARED_FOR_CLIENT:])
    del children[-SPARED_FOR_CLIENT:]
    print(json.dumps(taken), flush=True)
    time.sleep(float(seconds))
    end_all(children)
    return taken


SPARED_FOR_CLIENT = 16


def end_all(children):
    for child in children:
        os.kill(child, signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)


command, *arguments = sys.argv[1:]
many = {"tcp": tcp, "udp": udp, "ping": ping, "arp": arp, "names": names, "sockets": sockets}
one = {"frames": frames, "capture": capture, "spoof": spoof, "tagged": tagged, "exhaust": exhaust}
print(json.dumps(all_of(arguments, many[command]) if command in many else one[command](*arguments)))
