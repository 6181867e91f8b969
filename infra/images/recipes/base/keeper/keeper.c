/*
 * keeper NAME COLS ROWS: a login shell on a PTY that outlives whoever is connected to it.
 *
 * Starts a daemon that keeps the shell, and ends when that listens at DIR/NAME; nothing where one does already. The
 * worker's agent connects to that socket, says in 8 bytes at which offset output goes on, and then speaks in frames.
 * The latest connection counts.
 *
 * One file, though a long one: it is compiled by itself, by one command of an image's recipe.
 *
 * The daemon counts the shell's output. It holds the latest RING bytes of it, and stops reading from the shell when
 * more than AHEAD bytes have not been taken by anybody: nothing is lost while the agent is away.
 *
 * Frames both ways: type (1 byte), length (4 bytes, big endian like all numbers), payload.
 *   in   i  client u64, total u64, bytes   typing; `total` is all that this client has typed since it came
 *        r  offset u64, bytes              the terminal's own answer to a program that asked before `offset`
 *        s  cols u16, rows u16             resize
 *        h                                 hang up
 *   out  H  epoch u64, from u64, end u64, answered u64, cols u16, rows u16 (those at `from`),
 *           then client u64, total u64 of each client that is remembered
 *        o  bytes                          output
 *        z  cols u16, rows u16             from here on the PTY has this size
 *        x  code u32                       the shell has ended; all its output has been told
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define DIR "/run/marina/terminals"
#define RING (1 << 20)
#define AHEAD (256 << 10)
#define CHUNK (64 << 10)
#define MAX_IN (64 << 10)
#define CLIENTS 32
#define SIZES 64

typedef struct { uint64_t at; uint16_t cols, rows; } Size;
typedef struct { uint64_t id, total; } Client;

static struct {
  int listener, pty, peer, guest;
  pid_t shell;
  uint64_t epoch, end, sent, answered;
  unsigned char *ring;
  Client clients[CLIENTS];
  int client_count;
  Size sizes[SIZES];
  int size_count, sizes_sent;
  unsigned char frame[5 + MAX_IN];
  size_t frame_length;
  unsigned char typed[2 * MAX_IN];
  size_t typed_length;
  unsigned char told[CHUNK + 1024];
  size_t told_length, told_at;
  /* A guest has not said yet where output goes on. */
  unsigned char from[8];
  size_t from_length;
  int has_ended, exit_code, exit_told, is_hung_up, is_last, is_near;
  /* Where the shell may run while it is not near. */
  cpu_set_t shell_set;
} k = { .listener = -1, .pty = -1, .peer = -1, .guest = -1 };

static int keep(void);
static void start_shell(Size size);
static int is_there(struct sockaddr_un *address);
static int listen_at(struct sockaddr_un *address);

int main(int argc, char **argv) {
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  if (argc != 4 || strchr(argv[1], '/') ||
      snprintf(address.sun_path, sizeof address.sun_path, DIR "/%s", argv[1]) >= (int)sizeof address.sun_path) {
    fputs("keeper: NAME COLS ROWS\n", stderr);
    return 2;
  }
  if (is_there(&address)) return 0;
  k.listener = listen_at(&address);
  pid_t daemon = k.listener < 0 ? -1 : fork();
  if (daemon < 0) {
    perror("keeper: " DIR);
    return 1;
  }
  if (daemon > 0) return 0;
  setsid();
  start_shell((Size){ 0, (uint16_t)atoi(argv[2]), (uint16_t)atoi(argv[3]) });
  int code = keep();
  unlink(address.sun_path);
  _exit(code);
}

static int is_there(struct sockaddr_un *address) {
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int found = connect(fd, (struct sockaddr *)address, sizeof *address) == 0;
  close(fd);
  return found;
}

static int listen_at(struct sockaddr_un *address) {
  mkdir("/run/marina", 0755);
  mkdir(DIR, 0700);
  unlink(address->sun_path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  return bind(fd, (struct sockaddr *)address, sizeof *address) < 0 || listen(fd, 4) < 0 ? -1 : fd;
}

/* ---- connections ---- */

static void let_go(void) {
  if (k.peer >= 0) close(k.peer);
  k.peer = -1;
  k.frame_length = k.told_length = k.told_at = 0;
}

static uint64_t ring_start(void) { return k.end > RING ? k.end - RING : 0; }

static void put(uint64_t value, int size) {
  while (size-- > 0) k.told[k.told_length++] = (unsigned char)(value >> (8 * size));
}

static uint64_t number(const unsigned char *bytes, int size) {
  uint64_t value = 0;
  while (size-- > 0) value = value << 8 | *bytes++;
  return value;
}

static void begin_frame(char type, uint32_t length) {
  put((unsigned char)type, 1);
  put(length, 4);
}

static void say_hello(uint64_t from) {
  if (from < ring_start() || from > k.end) from = ring_start();
  k.sent = from;
  k.sizes_sent = 1;
  while (k.sizes_sent < k.size_count && k.sizes[k.sizes_sent].at <= from) k.sizes_sent++;
  Size *size = &k.sizes[k.sizes_sent - 1];
  begin_frame('H', 36 + 16 * k.client_count);
  put(k.epoch, 8);
  put(from, 8);
  put(k.end, 8);
  put(k.answered, 8);
  put(size->cols, 2);
  put(size->rows, 2);
  for (int i = 0; i < k.client_count; i++) {
    put(k.clients[i].id, 8);
    put(k.clients[i].total, 8);
  }
}

static void welcome(void) {
  k.guest = accept4(k.listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  k.from_length = 0;
}

/* A guest that says where output goes on takes the place of whoever was connected. */
static void seat(void) {
  ssize_t got = read(k.guest, k.from + k.from_length, sizeof k.from - k.from_length);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got > 0) {
    k.from_length += got;
    if (k.from_length < sizeof k.from) return;
    let_go();
    k.peer = k.guest;
    k.exit_told = 0;
    say_hello(number(k.from, 8));
  } else close(k.guest);
  k.guest = -1;
}

static void resize(uint16_t cols, uint16_t rows) {
  if (cols == 0 || rows == 0 || k.pty < 0) return;
  if (k.size_count == SIZES) {
    /* The size at the start of what is held stays known; one in the middle is the least loss. */
    memmove(&k.sizes[1], &k.sizes[2], (SIZES - 2) * sizeof(Size));
    k.size_count--;
    if (k.sizes_sent > 1) k.sizes_sent--;
  }
  k.sizes[k.size_count++] = (Size){ k.end, cols, rows };
  struct winsize size = { rows, cols, 0, 0 };
  ioctl(k.pty, TIOCSWINSZ, &size);
}

static void remember(uint64_t id, uint64_t total) {
  if (id == 0) return;
  int at = 0;
  while (at < k.client_count && k.clients[at].id != id) at++;
  if (at == k.client_count && k.client_count < CLIENTS) k.client_count++;
  else if (at == CLIENTS) at = 0;
  /* The one that typed last is last: the first is forgotten first. */
  if (at < k.client_count - 1)
    memmove(&k.clients[at], &k.clients[at + 1], (k.client_count - 1 - at) * sizeof(Client));
  k.clients[k.client_count - 1] = (Client){ id, total };
}

static void type(const unsigned char *bytes, size_t length) {
  if (k.typed_length + length > sizeof k.typed) return;
  memcpy(k.typed + k.typed_length, bytes, length);
  k.typed_length += length;
}

static void hang_up(void) {
  if (k.pty >= 0) close(k.pty);
  k.pty = -1;
  k.is_hung_up = 1;
  kill(k.shell, SIGHUP);
  alarm(2);
}

static int keep_on_last_processor(pid_t pid) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  if (count < 2 || count > CPU_SETSIZE) return 0;
  cpu_set_t last;
  CPU_ZERO(&last);
  CPU_SET((int)count - 1, &last);
  return sched_setaffinity(pid, sizeof last, &last) == 0;
}

/*
 * Keys come at once on the machine's last processor, from which the agent keeps what burns. Tried again for as long as
 * that is the instance itself.
 */
static void prefer_last_processor(void) {
  if (!k.is_last) k.is_last = keep_on_last_processor(0);
}

/* The shell may run where it might before. */
static void let_roam(void) {
  if (k.is_near) sched_setaffinity(k.shell, sizeof k.shell_set, &k.shell_set);
  k.is_near = 0;
}

/*
 * A shell that only echoes what is typed does so there, too: elsewhere it waits behind what burns. Whatever it starts
 * would inherit that: so only until it answers, and not for Enter, Tab and other keys that may start something.
 */
static void call_near(const unsigned char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    if (bytes[i] >= ' ' && bytes[i] != 0x7f) continue;
    let_roam();
    return;
  }
  if (!k.is_last || k.is_near || k.has_ended || tcgetpgrp(k.pty) != k.shell) return;
  k.is_near = sched_getaffinity(k.shell, sizeof k.shell_set, &k.shell_set) == 0 && keep_on_last_processor(k.shell);
}

static void take(unsigned char kind, const unsigned char *bytes, size_t length) {
  if (kind == 'i' && length >= 16) {
    prefer_last_processor();
    type(bytes + 16, length - 16);
    remember(number(bytes, 8), number(bytes + 8, 8));
  } else if (kind == 'r' && length >= 8) {
    type(bytes + 8, length - 8);
    k.answered = number(bytes, 8);
  } else if (kind == 's' && length == 4) resize(number(bytes, 2), number(bytes + 2, 2));
  else if (kind == 'h') hang_up();
}

/* What arrives is only taken, and counted, where there is room to type it. */
static int has_room(void) { return k.typed_length + MAX_IN <= sizeof k.typed; }

static void hear(void) {
  ssize_t got = read(k.peer, k.frame + k.frame_length, sizeof k.frame - k.frame_length);
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
    let_go();
    return;
  }
  if (got > 0) k.frame_length += got;
  size_t at = 0;
  while (k.frame_length - at >= 5) {
    size_t length = number(k.frame + at + 1, 4);
    if (length > MAX_IN) {
      let_go();
      return;
    }
    if (k.frame_length - at < 5 + length) break;
    take(k.frame[at], k.frame + at + 5, length);
    at += 5 + length;
  }
  memmove(k.frame, k.frame + at, k.frame_length - at);
  k.frame_length -= at;
}

static void read_shell(void) {
  let_roam();
  for (int round = 0; round < 16 && k.end - k.sent < AHEAD; round++) {
    size_t at = k.end % RING;
    size_t room = RING - at < 4096 ? RING - at : 4096;
    ssize_t got = read(k.pty, k.ring + at, room);
    if (got <= 0) {
      /* EIO: nobody has the terminal open. The shell's end is told by SIGCHLD. */
      if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        close(k.pty);
        k.pty = -1;
      }
      break;
    }
    k.end += got;
  }
  /* Sizes from before what is held are forgotten, but for the one that it begins with. */
  int old = 0;
  while (old + 1 < k.size_count && k.sizes[old + 1].at <= ring_start() && old + 1 < k.sizes_sent) old++;
  if (old > 0) {
    memmove(k.sizes, k.sizes + old, (k.size_count - old) * sizeof(Size));
    k.size_count -= old;
    k.sizes_sent -= old;
  }
}

/* The shell has ended, what it wrote last has been read, and nobody has been told. */
static int is_over(void) { return k.has_ended && k.pty < 0 && !k.exit_told; }

/* Puts the next frame together. False: there is nothing to tell. */
static int compose(void) {
  k.told_length = k.told_at = 0;
  if (k.sizes_sent < k.size_count && k.sizes[k.sizes_sent].at <= k.sent) {
    Size *size = &k.sizes[k.sizes_sent++];
    begin_frame('z', 4);
    put(size->cols, 2);
    put(size->rows, 2);
  } else if (k.sent < k.end) {
    uint64_t until = k.sizes_sent < k.size_count ? k.sizes[k.sizes_sent].at : k.end;
    size_t length = until - k.sent < CHUNK ? until - k.sent : CHUNK;
    size_t at = k.sent % RING;
    if (length > RING - at) length = RING - at;
    begin_frame('o', length);
    memcpy(k.told + k.told_length, k.ring + at, length);
    k.told_length += length;
    k.sent += length;
  } else if (is_over()) {
    begin_frame('x', 4);
    put(k.exit_code, 4);
    k.exit_told = 1;
  }
  return k.told_length > 0;
}

static void tell(void) {
  for (;;) {
    if (k.told_at == k.told_length && !compose()) return;
    ssize_t put = write(k.peer, k.told + k.told_at, k.told_length - k.told_at);
    if (put < 0) {
      if (errno != EAGAIN && errno != EINTR) let_go();
      return;
    }
    k.told_at += put;
  }
}

static int has_news(void) {
  return k.told_at < k.told_length || k.sent < k.end || k.sizes_sent < k.size_count || is_over();
}

static void reap(void) {
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
    if (pid != k.shell) continue;
    k.has_ended = 1;
    k.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
}

static void on_signal(int signal) {
  if (signal == SIGALRM && !k.has_ended) kill(k.shell, SIGKILL);
}

/*
 * Whoever wants short turns on a processor interrupts one who has just begun a longer one: sched_setattr(2), and
 * sched-eevdf in the kernel's documentation. Kernels before 6.12 take no notice. Nothing that is started inherits it.
 */
static void take_short_turns(void) {
  struct {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime_ns, deadline_ns, period_ns;
  } attributes = {
    .size = sizeof attributes,
    .policy = SCHED_OTHER,
    .flags = 1, /* SCHED_FLAG_RESET_ON_FORK */
    .nice = getpriority(PRIO_PROCESS, 0),
    .runtime_ns = 100000,
  };
  syscall(SYS_sched_setattr, 0, &attributes, 0);
}

static void start_shell(Size size) {
  struct winsize window = { size.rows, size.cols, 0, 0 };
  k.pty = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  char name[64];
  if (k.pty < 0 || grantpt(k.pty) < 0 || unlockpt(k.pty) < 0 || ptsname_r(k.pty, name, sizeof name) != 0) {
    perror("keeper: no PTY");
    _exit(1);
  }
  ioctl(k.pty, TIOCSWINSZ, &window);
  k.sizes[0] = size;
  k.size_count = k.sizes_sent = 1;
  k.shell = fork();
  if (k.shell != 0) return;
  setsid();
  int tty = open(name, O_RDWR);
  ioctl(tty, TIOCSCTTY, 0);
  dup2(tty, 0);
  dup2(tty, 1);
  dup2(tty, 2);
  if (tty > 2) close(tty);
  if (chdir(getenv("HOME") ? getenv("HOME") : "/") < 0) chdir("/");
  take_short_turns();
  execl("/bin/bash", "bash", "-l", (char *)NULL);
  execl("/bin/sh", "sh", "-l", (char *)NULL);
  _exit(127);
}

static void settle(void) {
  struct sigaction action = { .sa_handler = on_signal };
  sigaction(SIGCHLD, &action, NULL);
  sigaction(SIGALRM, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  int null = open("/dev/null", O_RDWR);
  dup2(null, 0);
  dup2(null, 1);
  dup2(null, 2);
  if (null > 2) close(null);
  chdir("/");
  fcntl(k.pty, F_SETFL, fcntl(k.pty, F_GETFL) | O_NONBLOCK);
  k.ring = malloc(RING);
  while (k.epoch == 0) getrandom(&k.epoch, sizeof k.epoch, 0);
}

static int keep(void) {
  sigset_t awake, asleep;
  sigemptyset(&asleep);
  sigaddset(&asleep, SIGCHLD);
  sigaddset(&asleep, SIGALRM);
  sigprocmask(SIG_BLOCK, &asleep, &awake);
  settle();
  prefer_last_processor();
  take_short_turns();
  for (;;) {
    reap();
    if (k.has_ended && k.pty >= 0 && k.end - k.sent < AHEAD) {
      /* What the shell wrote last is still in the PTY; others that hold it open are hung up. */
      uint64_t before = k.end;
      read_shell();
      if (k.end == before && k.pty >= 0) {
        close(k.pty);
        k.pty = -1;
      }
    }
    if (k.has_ended && k.pty < 0 && k.is_hung_up && k.peer < 0) return 0;
    if (k.exit_told && k.told_at == k.told_length) return 0;
    short from_pty = (k.end - k.sent < AHEAD ? POLLIN : 0) | (k.typed_length > 0 ? POLLOUT : 0);
    short from_peer = (has_room() ? POLLIN : 0) | (has_news() ? POLLOUT : 0);
    struct pollfd fds[4] = {
      { k.guest < 0 ? k.listener : -1, POLLIN, 0 },
      /* One that nobody has open would wake this up for ever. */
      { from_pty ? k.pty : -1, from_pty, 0 },
      { from_peer ? k.peer : -1, from_peer, 0 },
      { k.guest, POLLIN, 0 },
    };
    if (ppoll(fds, 4, NULL, &awake) < 0) continue;
    if (fds[1].revents & (POLLIN | POLLHUP | POLLERR)) read_shell();
    if (fds[2].revents & (POLLIN | POLLHUP | POLLERR) && has_room()) hear();
    if (k.pty >= 0 && k.typed_length > 0) {
      call_near(k.typed, k.typed_length);
      ssize_t put = write(k.pty, k.typed, k.typed_length);
      if (put > 0) {
        memmove(k.typed, k.typed + put, k.typed_length - put);
        k.typed_length -= put;
      }
    }
    if (k.peer >= 0 && has_news()) tell();
    if (fds[3].revents) seat();
    if (fds[0].revents) welcome();
  }
}
