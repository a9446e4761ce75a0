/* jcross-run-wasm <architecture> <program> [argument]...
 * Runs a WASI command, a module (preview 1) or a component (preview 2), in Wasmtime.
 *
 * The program gets the environment, standard input and output, and these folders under their own names: the current one
 * also as ".", those in JCROSS_WASI_DIRS (separated by ":", wildcards are expanded; without it those of a build).
 * Its exit status is passed on. A trap, which is how a Rust program ends that panics, is 134 as for an abort.
 *
 * The wheel that libwasmtime comes in has no headers. These are the few functions that are needed here, by the
 * documentation of Wasmtime's C API. */
#define _GNU_SOURCE
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct wasm_config wasm_config;
typedef struct wasm_engine wasm_engine;
typedef struct wasm_trap wasm_trap;
typedef struct wasi_config wasi_config;
typedef struct wasmtime_error wasmtime_error;
typedef struct wasmtime_store wasmtime_store;
typedef struct wasmtime_context wasmtime_context;
typedef struct wasmtime_module wasmtime_module;
typedef struct wasmtime_linker wasmtime_linker;
typedef struct wasmtime_component wasmtime_component;
typedef struct wasmtime_component_linker wasmtime_component_linker;
typedef struct wasmtime_component_export_index wasmtime_component_export_index;

typedef struct {
    size_t size;
    char *data;
} wasm_byte_vec;

/* Handles, passed by address; the library says what is in them. */
typedef struct {
    uint64_t store;
    void *opaque;
} wasmtime_func;
typedef struct {
    uint64_t store;
    uint32_t opaque;
} wasmtime_component_instance;
typedef struct {
    uint64_t store;
    uint32_t opaque[2];
    void *more;
} wasmtime_component_func;

/* Of all the values that a component can return only a result is looked at. */
typedef struct {
    uint8_t kind;
    union {
        bool is_ok;
        uint64_t all[4];
    } of;
} wasmtime_component_val;

wasm_config *wasm_config_new(void);
wasm_engine *wasm_engine_new_with_config(wasm_config *);
wasmtime_store *wasmtime_store_new(wasm_engine *, void *, void (*)(void *));
wasmtime_context *wasmtime_store_context(wasmtime_store *);
wasmtime_error *wasmtime_context_set_wasi(wasmtime_context *, wasi_config *);
void wasmtime_error_message(const wasmtime_error *, wasm_byte_vec *);
bool wasmtime_error_exit_status(const wasmtime_error *, int *);
void wasm_trap_message(const wasm_trap *, wasm_byte_vec *);

wasi_config *wasi_config_new(void);
bool wasi_config_set_argv(wasi_config *, size_t, const char *[]);
void wasi_config_inherit_env(wasi_config *);
void wasi_config_inherit_stdin(wasi_config *);
void wasi_config_inherit_stdout(wasi_config *);
void wasi_config_inherit_stderr(wasi_config *);
void wasi_config_inherit_network(wasi_config *);
void wasi_config_allow_ip_name_lookup(wasi_config *, bool);
bool wasi_config_preopen_dir(wasi_config *, const char *host, const char *guest, bool writable);

wasmtime_error *wasmtime_module_new(wasm_engine *, const uint8_t *, size_t, wasmtime_module **);
wasmtime_linker *wasmtime_linker_new(wasm_engine *);
wasmtime_error *wasmtime_linker_define_wasi(wasmtime_linker *);
wasmtime_error *wasmtime_linker_module(
    wasmtime_linker *, wasmtime_context *, const char *, size_t, const wasmtime_module *);
wasmtime_error *wasmtime_linker_get_default(
    const wasmtime_linker *, wasmtime_context *, const char *, size_t, wasmtime_func *);
wasmtime_error *wasmtime_func_call(
    wasmtime_context *, const wasmtime_func *, const void *, size_t, void *, size_t, wasm_trap **);

wasmtime_error *wasmtime_component_new(const wasm_engine *, const uint8_t *, size_t, wasmtime_component **);
wasmtime_component_linker *wasmtime_component_linker_new(const wasm_engine *);
wasmtime_error *wasmtime_component_linker_add_wasip2(wasmtime_component_linker *);
wasmtime_error *wasmtime_component_linker_instantiate(const wasmtime_component_linker *, wasmtime_context *,
    const wasmtime_component *, wasmtime_component_instance *);
wasmtime_component_export_index *wasmtime_component_get_export_index(
    const wasmtime_component *, const wasmtime_component_export_index *, const char *, size_t);
bool wasmtime_component_instance_get_func(const wasmtime_component_instance *, wasmtime_context *,
    const wasmtime_component_export_index *, wasmtime_component_func *);
wasmtime_error *wasmtime_component_func_call(const wasmtime_component_func *, wasmtime_context *,
    const wasmtime_component_val *, size_t, wasmtime_component_val *, size_t);

enum { FAILED = 1, TRAPPED = 134, NOT_RUNNABLE = 126, NOT_FOUND = 127 };

static const char DIRS_OF_A_BUILD[] = "/project:/target:/tmp:/home/*:/build/*";

static const char *program;

static _Noreturn void fail(int status, const char *message, size_t length) {
    fprintf(stderr, "jcross-run-wasm: %s: %.*s\n", program, (int)length, message);
    exit(status);
}

static _Noreturn void fail_errno(int status) { fail(status, strerror(errno), strlen(strerror(errno))); }

/* An exit of the program is an error too, for those between it and here. */
static void check(wasmtime_error *error, int status) {
    if (error == NULL) {
        return;
    }
    int own;
    if (wasmtime_error_exit_status(error, &own)) {
        exit(own);
    }
    wasm_byte_vec message;
    wasmtime_error_message(error, &message);
    fail(status, message.data, message.size);
}

static uint8_t *read_program(size_t *size) {
    FILE *file = fopen(program, "rb");
    if (file == NULL) {
        fail_errno(errno == ENOENT ? NOT_FOUND : NOT_RUNNABLE);
    }
    struct stat about;
    if (fstat(fileno(file), &about) != 0) {
        fail_errno(NOT_RUNNABLE);
    }
    *size = (size_t)about.st_size;
    uint8_t *content = malloc(*size + 1);
    if (content == NULL || fread(content, 1, *size, file) != *size) {
        fail_errno(NOT_RUNNABLE);
    }
    fclose(file);
    static const uint8_t MAGIC[] = {0, 'a', 's', 'm'};
    if (*size < 8 || memcmp(content, MAGIC, sizeof MAGIC) != 0) {
        fail(NOT_RUNNABLE, "is no WebAssembly", strlen("is no WebAssembly"));
    }
    return content;
}

/* One that cannot be opened is one less: the program says so where it needs it. */
static void open_dirs(wasi_config *wasi) {
    wasi_config_preopen_dir(wasi, ".", ".", true);
    const char *wanted = getenv("JCROSS_WASI_DIRS");
    char *dirs = strdup(wanted != NULL ? wanted : DIRS_OF_A_BUILD);
    for (char *dir = strtok(dirs, ":"); dir != NULL; dir = strtok(NULL, ":")) {
        glob_t found;
        if (glob(dir, 0, NULL, &found) == 0) {
            for (size_t i = 0; i < found.gl_pathc; i++) {
                struct stat about;
                if (stat(found.gl_pathv[i], &about) == 0 && S_ISDIR(about.st_mode)) {
                    wasi_config_preopen_dir(wasi, found.gl_pathv[i], found.gl_pathv[i], true);
                }
            }
            globfree(&found);
        }
    }
    /* Where a project keeps its own path, as with paths = "host". */
    const char *package = getenv("CARGO_MANIFEST_DIR");
    if (wanted == NULL && package != NULL && strncmp(package, "/project", strlen("/project")) != 0) {
        wasi_config_preopen_dir(wasi, package, package, true);
    }
    free(dirs);
}

static wasi_config *configure(int count, const char *arguments[]) {
    wasi_config *wasi = wasi_config_new();
    if (!wasi_config_set_argv(wasi, (size_t)count, arguments)) {
        fail(FAILED, "an argument is no UTF-8", strlen("an argument is no UTF-8"));
    }
    wasi_config_inherit_env(wasi);
    wasi_config_inherit_stdin(wasi);
    wasi_config_inherit_stdout(wasi);
    wasi_config_inherit_stderr(wasi);
    wasi_config_inherit_network(wasi);
    wasi_config_allow_ip_name_lookup(wasi, true);
    open_dirs(wasi);
    return wasi;
}

static int run_module(wasm_engine *engine, wasmtime_context *context, const uint8_t *content, size_t size) {
    wasmtime_module *module;
    check(wasmtime_module_new(engine, content, size, &module), NOT_RUNNABLE);
    wasmtime_linker *linker = wasmtime_linker_new(engine);
    check(wasmtime_linker_define_wasi(linker), NOT_RUNNABLE);
    check(wasmtime_linker_module(linker, context, "", 0, module), NOT_RUNNABLE);
    wasmtime_func start;
    check(wasmtime_linker_get_default(linker, context, "", 0, &start), NOT_RUNNABLE);
    wasm_trap *trap = NULL;
    check(wasmtime_func_call(context, &start, NULL, 0, NULL, 0, &trap), TRAPPED);
    if (trap != NULL) {
        wasm_byte_vec message;
        wasm_trap_message(trap, &message);
        fail(TRAPPED, message.data, message.size);
    }
    return 0;
}

/* The interface's version stands in its name, and a component exports the one that it was made for. */
static wasmtime_component_export_index *find_run(const wasmtime_component *component) {
    for (int patch = 0; patch < 100; patch++) {
        char name[32];
        int length = snprintf(name, sizeof name, "wasi:cli/run@0.2.%d", patch);
        wasmtime_component_export_index *run =
            wasmtime_component_get_export_index(component, NULL, name, (size_t)length);
        if (run != NULL) {
            return wasmtime_component_get_export_index(component, run, "run", strlen("run"));
        }
    }
    return NULL;
}

static int run_component(wasm_engine *engine, wasmtime_context *context, const uint8_t *content, size_t size) {
    wasmtime_component *component;
    check(wasmtime_component_new(engine, content, size, &component), NOT_RUNNABLE);
    wasmtime_component_linker *linker = wasmtime_component_linker_new(engine);
    check(wasmtime_component_linker_add_wasip2(linker), NOT_RUNNABLE);
    wasmtime_component_export_index *run = find_run(component);
    wasmtime_component_instance instance;
    wasmtime_component_func function;
    check(wasmtime_component_linker_instantiate(linker, context, component, &instance), NOT_RUNNABLE);
    if (run == NULL || !wasmtime_component_instance_get_func(&instance, context, run, &function)) {
        fail(NOT_RUNNABLE, "is no command: it exports no wasi:cli/run", strlen("is no command: it exports no wasi:cli/run"));
    }
    wasmtime_component_val result = {0};
    check(wasmtime_component_func_call(&function, context, NULL, 0, &result, 1), TRAPPED);
    return result.of.is_ok ? 0 : FAILED;
}

int main(int count, const char *arguments[]) {
    if (count < 3) {
        fputs("usage: jcross-run-wasm <architecture> <program> [argument]...\n", stderr);
        return 2;
    }
    program = arguments[2];
    size_t size;
    uint8_t *content = read_program(&size);
    wasm_engine *engine = wasm_engine_new_with_config(wasm_config_new());
    wasmtime_context *context = wasmtime_store_context(wasmtime_store_new(engine, NULL, NULL));
    check(wasmtime_context_set_wasi(context, configure(count - 2, arguments + 2)), FAILED);
    /* The fifth to eighth byte: 1 for a module; a component says in the upper half that it is one. */
    bool is_module = content[6] == 0 && content[7] == 0;
    int status = (is_module ? run_module : run_component)(engine, context, content, size);
    fflush(stdout);
    /* The memory goes with the process, sooner than by destructors. */
    _exit(status);
}
