// The first and only program of the initial file system of a Linux that QEMU boots. It runs a program of the container
// as if it were there: the container's files are mounted by 9P, and what else is to be known stands in files of a
// directory that is shared the same way. See jcross-run-qemu-system.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROOT "/root"
#define JOB "/job"
#define NINE_P "trans=virtio,version=9p2000.L,msize=262144,access=any,cache=mmap"

// QEMU ends with the machine; why stands on the console, which is a file.
static _Noreturn void end(void)
{
    sync();
    reboot(RB_POWER_OFF);
    for (;;)
        pause();
}

static _Noreturn void fail(const char *what, const char *name)
{
    printf("jcross: %s %s: %s\n", what, name, strerror(errno));
    fflush(stdout);
    end();
}

static void mount_at(const char *type, const char *source, const char *target, const char *options)
{
    if (mount(source, target, type, 0, options) != 0)
        fail("mounting", target);
}

static void load(const char *module)
{
    int file = open(module, O_RDONLY | O_CLOEXEC);
    if (file < 0 || (syscall(SYS_finit_module, file, "", 0) != 0 && errno != EEXIST))
        fail("loading", module);
    close(file);
}

static char *read_all(const char *path, size_t *length)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    size_t room = 1 << 16;
    char *bytes = malloc(room);
    *length = 0;
    if (file < 0 || bytes == NULL)
        fail("reading", path);
    for (ssize_t n; (n = read(file, bytes + *length, room - *length - 1)) != 0; *length += (size_t)n) {
        if (n < 0)
            fail("reading", path);
        if (*length + (size_t)n > room / 2) {
            room *= 2;
            bytes = realloc(bytes, room);
            if (bytes == NULL)
                fail("reading", path);
        }
    }
    bytes[*length] = 0;
    close(file);
    return bytes;
}

// A file of strings, each with a NUL at its end.
static char **strings(const char *path)
{
    size_t length, count = 0;
    char *bytes = read_all(path, &length);
    for (size_t i = 0; i < length; i++)
        count += bytes[i] == 0;
    char **list = calloc(count + 1, sizeof *list);
    if (list == NULL)
        fail("reading", path);
    for (size_t i = 0; i < count; i++, bytes += strlen(bytes) + 1)
        list[i] = bytes;
    return list;
}

// What jcross-run-qemu-system writes, a line each.
struct settings {
    uid_t uid;
    gid_t gid;
    mode_t umask;
    struct timespec now;
    char *directory;
};

static struct settings read_settings(void)
{
    size_t length;
    char *text = read_all(JOB "/settings", &length), *rest;
    struct settings s;
    s.uid = (uid_t)strtoul(text, &rest, 10);
    s.gid = (gid_t)strtoul(rest, &rest, 10);
    s.umask = (mode_t)strtoul(rest, &rest, 8);
    s.now.tv_sec = (time_t)strtoll(rest, &rest, 10);
    s.now.tv_nsec = strtol(rest, &rest, 10);
    s.directory = rest + 1;
    return s;
}

// Where sockets on 127.0.0.1 need it. There is no other network.
static void raise_loopback(void)
{
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP};
    int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ioctl(any, SIOCSIFFLAGS, &request);
    close(any);
}

static int open_port(int number, int flags)
{
    char path[32];
    snprintf(path, sizeof path, "/dev/vport0p%d", number);
    for (int tries = 0; tries < 500; tries++) {
        int port = open(path, flags | O_CLOEXEC);
        if (port >= 0)
            return port;
        usleep(10000);
    }
    fail("opening", path);
}

// Carries bytes in a process of its own, so that the program has pipes, which it may open again, or leave unread.
static pid_t carry(int from, int to)
{
    pid_t carrier = fork();
    if (carrier != 0) {
        close(from);
        close(to);
        return carrier;
    }
    signal(SIGPIPE, SIG_DFL);
    static char bytes[1 << 16];
    for (ssize_t n; (n = read(from, bytes, sizeof bytes)) > 0;)
        for (ssize_t done = 0; done < n;) {
            ssize_t written = write(to, bytes + done, (size_t)(n - done));
            if (written < 0)
                _exit(1);
            done += written;
        }
    _exit(0);
}

static _Noreturn void become(const struct settings *s, char **words, char **environment)
{
    signal(SIGPIPE, SIG_DFL);
    umask(s->umask);
    if (chroot(ROOT) != 0 || chdir(s->directory) != 0 || setgroups(1, &s->gid) != 0 || setgid(s->gid) != 0 ||
        setuid(s->uid) != 0) {
        fprintf(stderr, "jcross-run-qemu-system: %s: %s\n", s->directory, strerror(errno));
        _exit(126);
    }
    execve(words[0], words, environment);
    int reason = errno;
    fprintf(stderr, "jcross-run-qemu-system: %s: %s\n", words[0], strerror(reason));
    _exit(reason == ENOENT ? 127 : 126);
}

static void write_file(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0 || write(file, text, strlen(text)) < 0 || fsync(file) != 0 || close(file) != 0)
        fail("writing", path);
}

static volatile sig_atomic_t late;

static void on_alarm(int signal)
{
    (void)signal;
    late = 1;
}

// Waits until all these have ended, and reaps whatever else does.
static int await(const pid_t *processes, int count)
{
    int last = 0, open = count;
    while (open > 0 && !late) {
        int status;
        pid_t ended = wait(&status);
        if (ended < 0 && errno != EINTR)
            break;
        for (int i = 0; i < count; i++)
            if (ended == processes[i]) {
                open--;
                last = status;
            }
    }
    return last;
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    mkdir("/dev", 0755);
    if (mount("devtmpfs", "/dev", "devtmpfs", 0, NULL) != 0 && errno != EBUSY)
        fail("mounting", "/dev");
    load("/netfs.ko");
    load("/9pnet.ko");
    load("/9pnet_virtio.ko");
    load("/9p.ko");

    mkdir(ROOT, 0755);
    mkdir(JOB, 0755);
    mount_at("9p", "root", ROOT, NINE_P);
    mount_at("9p", "job", JOB, NINE_P);
    mount_at("proc", "proc", ROOT "/proc", NULL);
    mount_at("sysfs", "sysfs", ROOT "/sys", NULL);
    mount_at("devtmpfs", "devtmpfs", ROOT "/dev", NULL);
    mkdir(ROOT "/dev/pts", 0755);
    mount_at("devpts", "devpts", ROOT "/dev/pts", "ptmxmode=0666,mode=0620,gid=5");
    mkdir(ROOT "/dev/shm", 01777);
    mount_at("tmpfs", "tmpfs", ROOT "/dev/shm", "mode=1777");
    symlink("/proc/self/fd", ROOT "/dev/fd");
    symlink("/proc/self/fd/0", ROOT "/dev/stdin");
    symlink("/proc/self/fd/1", ROOT "/dev/stdout");
    symlink("/proc/self/fd/2", ROOT "/dev/stderr");
    // The programs in the container are for another processor: those of busybox are in their place.
    if (mount("/bin", ROOT "/usr/bin", NULL, MS_BIND, NULL) != 0)
        fail("mounting", ROOT "/usr/bin");

    struct settings settings = read_settings();
    char **words = strings(JOB "/arguments");
    char **environment = strings(JOB "/environment");
    clock_settime(CLOCK_REALTIME, &settings.now);
    sethostname("jcross", 6);
    raise_loopback();

    int input[2], output[2], errors[2];
    if (pipe2(input, O_CLOEXEC) != 0 || pipe2(output, O_CLOEXEC) != 0 || pipe2(errors, O_CLOEXEC) != 0)
        fail("making", "pipes");
    // As the program's own they can be opened by name, too: /dev/stdout.
    for (int i = 0; i < 2; i++)
        if (fchown(input[i], settings.uid, settings.gid) != 0 || fchown(output[i], settings.uid, settings.gid) != 0 ||
            fchown(errors[i], settings.uid, settings.gid) != 0)
            fail("giving away", "pipes");
    pid_t program = fork();
    if (program == 0) {
        dup2(input[0], 0);
        dup2(output[1], 1);
        dup2(errors[1], 2);
        // Not before its output has somewhere to go.
        while (access(JOB "/started", F_OK) != 0)
            usleep(1000);
        become(&settings, words, environment);
    }
    close(input[0]);
    close(output[1]);
    close(errors[1]);
    pid_t reader = carry(open_port(1, O_RDONLY), input[1]);
    pid_t writers[] = {carry(output[0], open_port(2, O_WRONLY)), carry(errors[0], open_port(3, O_WRONLY))};
    write_file(JOB "/started", "");

    int status = await(&program, 1);
    kill(reader, SIGKILL);
    // What the program has left running may keep its output open.
    signal(SIGALRM, on_alarm);
    alarm(2);
    await(writers, 2);

    char text[16];
    snprintf(text, sizeof text, "%d\n", WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
    sync();
    write_file(JOB "/status", text);
    end();
}
