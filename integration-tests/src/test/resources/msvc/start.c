/* What a program needs of Microsoft's static runtime: where it starts, thread-local storage, and names that the
   compiler takes for granted. All else comes from the UCRT and vcruntime140.dll. */
#pragma comment(lib, "ucrt")
#pragma comment(lib, "vcruntime")
#pragma section(".tls", long, read, write)
#pragma section(".tls$ZZZ", long, read, write)
#pragma section(".CRT$XLA", long, read)
#pragma section(".CRT$XLZ", long, read)
#pragma section(".CRT$XCA", long, read)
#pragma section(".CRT$XCZ", long, read)
#pragma section(".rdata$T", long, read)

__declspec(dllimport) int _configure_narrow_argv(int);
__declspec(dllimport) int _initialize_narrow_environment(void);
__declspec(dllimport) int *__p___argc(void);
__declspec(dllimport) char ***__p___argv(void);
__declspec(dllimport) int _crt_atexit(void (*)(void));
__declspec(dllimport) __declspec(noreturn) void exit(int);

int main(int, char **);

int _fltused = 0x9875;

/* What guards stack frames; here nobody checks. */
unsigned long long __security_cookie = 0x2b992ddfa232;
void __security_check_cookie(unsigned long long cookie) { (void)cookie; }

/* C++'s delete, by Microsoft's name of it. */
__declspec(dllimport) void free(void *);
void sized_delete(void *, unsigned long long) __asm__("??3@YAXPEAX_K@Z");
void sized_delete(void *memory, unsigned long long size) {
    (void)size;
    free(memory);
}

/* The virtual table of type_info, which the data of each throw refers to. */
void *type_info_table[2] __asm__("??_7type_info@@6B@");

/* Microsoft's PE/COFF specification: the TLS directory, its data between .tls and .tls$ZZZ, its callbacks between
   .CRT$XLA and .CRT$XLZ. */
unsigned long _tls_index;
__declspec(allocate(".tls")) char _tls_start = 0;
__declspec(allocate(".tls$ZZZ")) char _tls_end = 0;
__declspec(allocate(".CRT$XLA")) void *__xl_a = 0;
__declspec(allocate(".CRT$XLZ")) void *__xl_z = 0;
__declspec(allocate(".rdata$T")) const struct {
    void *start, *end, *index, *callbacks;
    unsigned long zeros, alignment;
} _tls_used = {&_tls_start, &_tls_end, &_tls_index, &__xl_a + 1, 0, 0};

/* Constructors of C++ stand between these. */
typedef void (*initializer)(void);
__declspec(allocate(".CRT$XCA")) initializer __xc_a = 0;
__declspec(allocate(".CRT$XCZ")) initializer __xc_z = 0;

/* Touches the pages of a large frame in order; its size is in rax, and for ARM a sixteenth of it in x15. */
#ifdef __aarch64__
__attribute__((naked)) void __chkstk(void) {
    __asm__("lsl x16, x15, #4\n"
            "mov x17, sp\n"
            "1: sub x17, x17, #4096\n"
            "subs x16, x16, #4096\n"
            "ldr xzr, [x17]\n"
            "b.gt 1b\n"
            "ret\n");
}
#else
__attribute__((naked)) void __chkstk(void) {
    __asm__("pushq %rcx\n"
            "pushq %rax\n"
            "cmpq $0x1000, %rax\n"
            "leaq 24(%rsp), %rcx\n"
            "jb 2f\n"
            "1: subq $0x1000, %rcx\n"
            "testq %rcx, (%rcx)\n"
            "subq $0x1000, %rax\n"
            "cmpq $0x1000, %rax\n"
            "ja 1b\n"
            "2: subq %rax, %rcx\n"
            "testq %rcx, (%rcx)\n"
            "popq %rax\n"
            "popq %rcx\n"
            "retq\n");
}
#endif

int atexit(void (*function)(void)) { return _crt_atexit(function); }

void mainCRTStartup(void) {
    _configure_narrow_argv(1);
    _initialize_narrow_environment();
    for (initializer *each = &__xc_a + 1; each < &__xc_z; each++) {
        if (*each) {
            (*each)();
        }
    }
    exit(main(*__p___argc(), *__p___argv()));
}
