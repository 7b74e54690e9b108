/*
 * Preloaded into the server, it writes down in order what is written to the files of the journal and what is synced, so that the disk can
 * be put back to what a power cut at any moment may have left. What it calls a sync is a sync in the log only: the process is never
 * really cut off from its page cache.
 *
 * POWERLOSS_FOLDER   the folder of the journal
 * POWERLOSS_LOG      the log that is appended to
 * POWERLOSS_LIE      set: syncs of the write-ahead log are not done, and are said to be, as under synchronous=NORMAL
 * POWERLOSS_DIE_AT   die at this sync of the write-ahead log, before it is done; 0 or unset: never
 *
 * A record is: kind (W write, T truncate, S sync, U unlink), length of the name, name, offset and length as 64-bit integers, bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static int lies;
static long die_at, syncs;
static char folder[4096];

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_unlink)(const char *);
static int (*real_fsync)(int);
static int (*real_open)(const char *, int, ...);

__attribute__((constructor)) static void begin(void)
{
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_write = dlsym(RTLD_NEXT, "write");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_open = dlsym(RTLD_NEXT, "open64");
    const char *log = getenv("POWERLOSS_LOG"), *where = getenv("POWERLOSS_FOLDER"), *die = getenv("POWERLOSS_DIE_AT");
    if (log == NULL || where == NULL) return;
    snprintf(folder, sizeof folder, "%s/", where);
    lies = getenv("POWERLOSS_LIE") != NULL;
    die_at = die == NULL ? 0 : atol(die);
    log_fd = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The name of a file of the journal within its folder, or NULL for any other. What is shared in memory is not durable, nor are locks. */
static const char *named(const char *path)
{
    size_t length = strlen(folder);
    if (log_fd < 0 || strncmp(path, folder, length) != 0) return NULL;
    const char *name = path + length;
    if (strncmp(name, "journal.db", 10) != 0) return NULL;
    size_t end = strlen(name);
    if (end > 4 && strcmp(name + end - 4, "-shm") == 0) return NULL;
    if (end > 5 && strcmp(name + end - 5, ".lock") == 0) return NULL;
    return name;
}

static const char *opened(int fd, char *path, size_t size)
{
    if (log_fd < 0) return NULL;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length <= 0) return NULL;
    path[length] = 0;
    return named(path);
}

static void put(char kind, const char *name, uint64_t offset, const void *bytes, uint64_t length)
{
    uint64_t held = bytes == NULL ? 0 : length;
    size_t name_length = strlen(name), size = 2 + name_length + 16 + held;
    unsigned char *record = malloc(size), *at = record;
    *at++ = (unsigned char)kind;
    *at++ = (unsigned char)name_length;
    memcpy(at, name, name_length);
    at += name_length;
    memcpy(at, &offset, 8);
    memcpy(at + 8, &length, 8);
    if (held > 0) memcpy(at + 16, bytes, held);
    if (real_write(log_fd, record, size) != (ssize_t)size) abort();
    free(record);
}

static ssize_t logged_pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    char path[4200];
    const char *name = opened(fd, path, sizeof path);
    if (name == NULL) return real_pwrite(fd, bytes, count, offset);
    pthread_mutex_lock(&turn);
    ssize_t written = real_pwrite(fd, bytes, count, offset);
    if (written > 0) put('W', name, (uint64_t)offset, bytes, (uint64_t)written);
    pthread_mutex_unlock(&turn);
    return written;
}

static int logged_sync(int fd)
{
    char path[4200];
    const char *name = opened(fd, path, sizeof path);
    if (name == NULL) return real_fsync(fd);
    size_t end = strlen(name);
    int is_log = strcmp(name, "journal.db-wal") == 0 && end > 0;
    pthread_mutex_lock(&turn);
    if (is_log && die_at > 0 && ++syncs == die_at) kill(getpid(), SIGKILL);
    if (!(is_log && lies)) put('S', name, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return 0;
}

static int logged_truncate(int fd, off_t length)
{
    char path[4200];
    const char *name = opened(fd, path, sizeof path);
    if (name == NULL) return real_ftruncate(fd, length);
    pthread_mutex_lock(&turn);
    int result = real_ftruncate(fd, length);
    if (result == 0) put('T', name, (uint64_t)length, NULL, 0);
    pthread_mutex_unlock(&turn);
    return result;
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t offset) { return logged_pwrite(fd, bytes, count, offset); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) { return logged_pwrite(fd, bytes, count, offset); }
int fsync(int fd) { return logged_sync(fd); }
int fdatasync(int fd) { return logged_sync(fd); }
int ftruncate64(int fd, off_t length) { return logged_truncate(fd, length); }
int ftruncate(int fd, off_t length) { return logged_truncate(fd, length); }

int unlink(const char *path)
{
    const char *name = named(path);
    if (name == NULL) return real_unlink(path);
    pthread_mutex_lock(&turn);
    int result = real_unlink(path);
    if (result == 0) put('U', name, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    return result;
}
