// with-qemu <emulator> [option]... -- <program> [argument]...
//
// Runs a program of the target under QEMU's user mode, and whatever programs of the target it starts, too. QEMU hands
// execve to the kernel as it is, which refuses a foreign program where nobody has registered QEMU with binfmt_misc. That
// can only be done for a whole machine; this needs nothing of it, nor any variable of the environment.
//
// A tracer beside the program sees each execve of it and of all that come from it, and of nothing else: a seccomp filter
// stops there only. Where a program of the target is to be executed, it puts the emulator in front. Process, parent,
// group, terminal, signals and exit status are the program's own, as with strace -D. Where tracing is not allowed, the
// program runs without.
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define NUMBER(registers) ((registers)->orig_rax)
#define STACK(registers) ((registers)->rsp)
#define ARGUMENTS(registers) \
    { &(registers)->rdi, &(registers)->rsi, &(registers)->rdx, &(registers)->r10, &(registers)->r8 }
typedef unsigned long long word;
#elif defined __aarch64__
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#define NUMBER(registers) ((registers)->regs[8])
#define STACK(registers) ((registers)->sp)
#define ARGUMENTS(registers) \
    { &(registers)->regs[0], &(registers)->regs[1], &(registers)->regs[2], &(registers)->regs[3], &(registers)->regs[4] }
typedef unsigned long long word;
#else
#error "with-qemu knows x86_64 and aarch64"
#endif

// What the x86_64 ABI lets a function use below its stack pointer.
enum { RED_ZONE = 128 };

static char **emulator; // Up to its NULL: the words in front of a program.
static int emulator_words;
static unsigned char machine[20]; // The start of an ELF header, as of the target's programs.

// Whether two files are for the same machine: class, byte order and e_machine.
static int same_machine(const unsigned char *one, const unsigned char *other) {
    return memcmp(one, other, EI_VERSION) == 0 && memcmp(one + 18, other + 18, 2) == 0;
}

static int read_header(const char *path, unsigned char *header) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return 0;
    ssize_t length = pread(file, header, sizeof machine, 0);
    close(file);
    return length == sizeof machine && memcmp(header, ELFMAG, SELFMAG) == 0;
}

// The memory of a process, as a file: engines of old forbid process_vm_readv.
static int open_memory(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    return open(path, O_RDWR | O_CLOEXEC);
}

static int read_memory(int memory, word address, void *to, size_t length) {
    return pread(memory, to, length, (off_t)address) == (ssize_t)length;
}

static int read_string(int memory, word address, char *to, size_t size) {
    for (size_t at = 0; at < size;) {
        // A page at most: what is behind it may not be there.
        size_t step = 4096 - (address + at) % 4096;
        if (step > size - at) step = size - at;
        if (!read_memory(memory, address + at, to + at, step)) return 0;
        if (memchr(to + at, 0, step)) return 1;
        at += step;
    }
    return 0;
}

// The path of a program that a process wants to execute, as that process would open it; empty if it cannot be told.
static void absolute(pid_t pid, int directory, const char *path, char *to, size_t size) {
    char link[64], base[PATH_MAX];
    static const char self[] = "/proc/self/";
    *to = 0;
    if (strncmp(path, self, strlen(self)) == 0) {
        snprintf(link, sizeof link, "/proc/%d/%.32s", pid, path + strlen(self));
        path = "";
    } else if (*path == '/') {
        snprintf(to, size, "%s", path);
        return;
    } else if (directory == AT_FDCWD) {
        snprintf(link, sizeof link, "/proc/%d/cwd", pid);
    } else {
        snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, directory);
    }
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length <= 0 || base[0] != '/') return;
    base[length] = 0;
    if ((size_t)snprintf(to, size, *path ? "%s/%s" : "%s", base, path) >= size) *to = 0;
}

// Puts the emulator in front of a program of the target, which keeps the name that it was given.
static void redirect(pid_t pid, int memory, struct user_regs_struct *registers) {
    word *arguments[] = ARGUMENTS(registers);
    int at = NUMBER(registers) == SYS_execveat;
    char given[PATH_MAX], path[PATH_MAX];
    unsigned char header[sizeof machine];
    if (!read_string(memory, *arguments[at], given, sizeof given)) return;
    absolute(pid, at ? (int)*arguments[0] : AT_FDCWD, given, path, sizeof path);
    if (!*path || access(path, X_OK) != 0 || !read_header(path, header) || !same_machine(header, machine)) return;

    word list = *arguments[at + 1];
    size_t count = 0;
    for (word one = 1; one; count++) {
        if (!read_memory(memory, list + count * sizeof one, &one, sizeof one)) return;
    }
    // A block for the stack: pointers, then the texts of the new ones. The other words stay where they are.
    size_t pointers = (emulator_words + 3 + count) * sizeof(word);
    size_t length = pointers + sizeof "-0" + strlen(path) + 1;
    for (int i = 0; i < emulator_words; i++) length += strlen(emulator[i]) + 1;
    char *block = calloc(1, length);
    if (!block) return;
    word start = (STACK(registers) - RED_ZONE - length) & ~(word)15;

    word *pointer = (word *)block;
    char *text = block + pointers;
#define PUT(string) (*pointer++ = start + (text - block), text = stpcpy(text, string) + 1)
    for (int i = 0; i < emulator_words; i++) PUT(emulator[i]);
    PUT("-0");
    word *name = pointer++;
    PUT(path);
    // A list may be empty, without even a name.
    int complete = 1;
    if (count == 1) *name = pointer[-1];
    else
        complete = read_memory(memory, list, name, sizeof *name) &&
                   read_memory(memory, list + sizeof *name, pointer, (count - 1) * sizeof *pointer);

    if (complete && pwrite(memory, block, length, (off_t)start) == (ssize_t)length) {
        *arguments[at] = ((word *)block)[0];
        *arguments[at + 1] = start;
        if (at) *arguments[4] &= ~(word)AT_EMPTY_PATH;
        struct iovec all = {registers, sizeof *registers};
        ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &all);
    }
    free(block);
}

static void trace(void) {
    int status;
    for (;;) {
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid < 0) {
            if (errno == EINTR) continue;
            exit(0); // None is left.
        }
        if (!WIFSTOPPED(status)) continue;
        int signal = WSTOPSIG(status), event = status >> 16;
        if (event == PTRACE_EVENT_SECCOMP) {
            struct user_regs_struct registers;
            struct iovec all = {&registers, sizeof registers};
            int memory = open_memory(pid);
            if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &all) == 0) redirect(pid, memory, &registers);
            close(memory);
        }
        // Stopped as a job, and to stay so until it is continued.
        if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) ptrace(PTRACE_LISTEN, pid, 0, 0);
        else ptrace(PTRACE_CONT, pid, 0, event ? 0 : signal);
    }
}

// In a process that is nobody's child, so that the program finds no child that it did not make.
static void become_tracer(pid_t program, int ready) {
    setsid();
    long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE;
    char traced = ptrace(PTRACE_SEIZE, program, 0, options) == 0;
    ssize_t told = write(ready, &traced, 1);
    if (!traced || told != 1) exit(0);
    // Whoever reads what the program writes waits for the end of all that could write it.
    int none = open("/dev/null", O_RDWR);
    for (int file = 0; file < 3; file++) dup2(none, file);
    syscall(SYS_close_range, 3, ~0U, 0);
    trace();
}

// Whether each execve will be seen.
static int start_tracer(void) {
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0) return 0;
    pid_t program = getpid();
    prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY);
    pid_t child = fork();
    if (child == 0) {
        if (fork() == 0) become_tracer(program, ready[1]);
        _exit(0);
    }
    close(ready[1]);
    char traced = 0;
    if (child > 0) {
        waitpid(child, NULL, 0);
        if (read(ready[0], &traced, 1) != 1) traced = 0;
    }
    close(ready[0]);
    prctl(PR_SET_PTRACER, 0);
    return traced;
}

static int install_filter(void) {
    struct sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execveat, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
    };
    struct sock_fprog filter = {sizeof program / sizeof *program, program};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

int main(int count, char **words) {
    int separator = 1;
    while (separator < count && strcmp(words[separator], "--") != 0) separator++;
    if (separator < 2 || separator + 1 >= count) {
        fprintf(stderr, "usage: with-qemu <emulator> [option]... -- <program> [argument]...\n");
        return 2;
    }
    emulator = words + 1;
    emulator_words = separator - 1;

    unsigned char own[sizeof machine];
    // Where the target's programs are of this machine's kind, so is the shell, which must not be emulated.
    if (read_header(words[separator + 1], machine) && read_header("/proc/self/exe", own) &&
        !same_machine(machine, own) && start_tracer()) {
        install_filter();
    }
    // Without "--", which is not of the emulator's options.
    memmove(words + separator, words + separator + 1, (count - separator) * sizeof *words);
    execv(words[1], words + 1);
    fprintf(stderr, "with-qemu: %s: %s\n", words[1], strerror(errno));
    return 126;
}
