/*
 * Input and output with contents that can be checked, in a guest and on the host alike. Needs no library; linked statically.
 *
 *   guest-io fill    FILE OFFSET BYTES SEED             writes the pattern of SEED
 *   guest-io expect  FILE OFFSET BYTES SEED|zero        compares; names the first difference
 *   guest-io write   FILE OFFSET BYTES SEED SIZE DEPTH  writes the pattern by requests of SIZE bytes in random order, each
 *                                                       block once, DEPTH at a time, past the page cache
 *   guest-io read    FILE OFFSET BYTES SEED SIZE DEPTH  reads and compares in the same way
 *   guest-io zero    FILE OFFSET BYTES                  BLKZEROOUT
 *   guest-io discard FILE OFFSET BYTES                  BLKDISCARD
 *   guest-io flush   FILE                               fsync
 *   guest-io frames  FROM TO COUNT SIZE WINDOW          sends Ethernet frames on one interface and compares what arrives on
 *                                                       the other (or the same); WINDOW frames under way at most
 *
 * write and read print "requests N mean_ns M p99_ns P", frames "sent N received M": the last line of the output.
 * Numbers of bytes are decimal. Exit status 0, or 1 after one line about what went wrong.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/fs.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define ETHERTYPE 0x88b5 /* IEEE: local experiments */
#define CHUNK (1 << 20)
#define SILENCE_MS 10000

static void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
    exit(1);
}

static uint64_t number(const char *text) {
    char *end;
    uint64_t value = strtoull(text, &end, 10);
    if (*text == 0 || *end != 0) fail("no number: %s", text);
    return value;
}

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* splitmix64: every word depends on seed and position, so that a block in the wrong place is noticed. */
static uint64_t word(uint64_t seed, uint64_t position) {
    uint64_t z = seed * 0xD1342543DE82EF95ull + position * 0x9E3779B97F4A7C15ull;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ z >> 27) * 0x94D049BB133111EBull;
    return z ^ z >> 31;
}

static void pattern(uint64_t *into, uint64_t offset, uint64_t bytes, uint64_t seed) {
    for (uint64_t i = 0; i < bytes / 8; i++) into[i] = word(seed, offset / 8 + i);
}

static void compare(const uint64_t *found, uint64_t offset, uint64_t bytes, uint64_t seed, int zero) {
    for (uint64_t i = 0; i < bytes / 8; i++) {
        uint64_t wanted = zero ? 0 : word(seed, offset / 8 + i);
        if (found[i] != wanted)
            fail("byte %llu holds %016llx, not %016llx", (unsigned long long)(offset + 8 * i),
                 (unsigned long long)found[i], (unsigned long long)wanted);
    }
}

static int open_file(const char *path, int flags) {
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0) fail("%s: %s", path, strerror(errno));
    return fd;
}

static void *aligned(size_t bytes) {
    void *memory;
    if (posix_memalign(&memory, 4096, bytes)) fail("no memory");
    return memory;
}

static void sequential(const char *path, uint64_t offset, uint64_t bytes, uint64_t seed, int zero, int writes) {
    int fd = open_file(path, writes ? O_WRONLY : O_RDONLY);
    uint64_t *buffer = aligned(CHUNK);
    for (uint64_t done = 0; done < bytes;) {
        uint64_t n = bytes - done < CHUNK ? bytes - done : CHUNK;
        if (writes) pattern(buffer, offset + done, n, seed);
        ssize_t moved = writes ? pwrite(fd, buffer, n, offset + done) : pread(fd, buffer, n, offset + done);
        if (moved != (ssize_t)n) fail("%s at %llu: %s", path, (unsigned long long)(offset + done), strerror(errno));
        if (!writes) compare(buffer, offset + done, n, seed, zero);
        done += n;
    }
    if (writes && fsync(fd)) fail("%s: fsync: %s", path, strerror(errno));
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Visits 0..count-1 in a random order: a step that has no common divisor with count. */
static uint64_t step_through(uint64_t count, uint64_t seed) {
    for (uint64_t step = word(seed, 1) % count | 1;; step += 2) {
        uint64_t a = count, b = step;
        while (b) {
            uint64_t rest = a % b;
            a = b;
            b = rest;
        }
        if (a == 1) return step % count ? step % count : 1;
    }
}

static void load(const char *path, uint64_t offset, uint64_t bytes, uint64_t seed, uint64_t size, int depth, int writes) {
    int fd = open_file(path, O_RDWR | O_DIRECT);
    uint64_t count = bytes / size, submitted = 0, done = 0, block = 0, step = step_through(count, seed), sum = 0;
    uint64_t *times = calloc(count, sizeof *times), *started = calloc(depth, sizeof *started);
    struct iocb *blocks = calloc(depth, sizeof *blocks);
    struct io_event *events = calloc(depth, sizeof *events);
    char **buffers = calloc(depth, sizeof *buffers);
    int *idle = calloc(depth, sizeof *idle), idles = depth;
    aio_context_t context = 0;
    if (syscall(SYS_io_setup, depth, &context)) fail("io_setup: %s", strerror(errno));
    for (int i = 0; i < depth; i++) {
        buffers[i] = aligned(size);
        idle[i] = i;
    }
    while (done < count) {
        while (idles && submitted < count) {
            int i = idle[--idles];
            struct iocb *one = &blocks[i];
            memset(one, 0, sizeof *one);
            one->aio_fildes = fd;
            one->aio_lio_opcode = writes ? IOCB_CMD_PWRITE : IOCB_CMD_PREAD;
            one->aio_buf = (uintptr_t)buffers[i];
            one->aio_nbytes = size;
            one->aio_offset = offset + block * size;
            one->aio_data = i;
            if (writes) pattern((uint64_t *)buffers[i], one->aio_offset, size, seed);
            block = (block + step) % count;
            submitted++;
            started[i] = now();
            if (syscall(SYS_io_submit, context, 1, &one) != 1) fail("io_submit: %s", strerror(errno));
        }
        int n = syscall(SYS_io_getevents, context, 1, depth, events, NULL);
        if (n < 0) fail("io_getevents: %s", strerror(errno));
        uint64_t at = now();
        for (int k = 0; k < n; k++) {
            int i = events[k].data;
            if (events[k].res != (int64_t)size) fail("request at %llu: %lld", (unsigned long long)blocks[i].aio_offset, (long long)events[k].res);
            if (!writes) compare((uint64_t *)buffers[i], blocks[i].aio_offset, size, seed, 0);
            times[done++] = at - started[i];
            sum += at - started[i];
            idle[idles++] = i;
        }
    }
    qsort(times, count, sizeof *times, by_value);
    printf("requests %llu mean_ns %llu p99_ns %llu\n", (unsigned long long)count, (unsigned long long)(sum / count),
           (unsigned long long)times[(count * 99 + 99) / 100 - 1]);
}

static void range_ioctl(const char *path, unsigned long request, uint64_t offset, uint64_t bytes) {
    uint64_t range[2] = {offset, bytes};
    if (ioctl(open_file(path, O_RDWR), request, range)) fail("%s: %s", path, strerror(errno));
}

struct port {
    int fd;
    struct sockaddr_ll address;
};

static struct port open_port(const char *name) {
    struct port port = {socket(AF_PACKET, SOCK_RAW, htons(ETHERTYPE)), {0}};
    struct ifreq request = {0};
    int large = 8 << 20;
    if (port.fd < 0) fail("socket: %s", strerror(errno));
    strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    if (ioctl(port.fd, SIOCGIFINDEX, &request)) fail("%s: %s", name, strerror(errno));
    port.address.sll_family = AF_PACKET;
    port.address.sll_protocol = htons(ETHERTYPE);
    port.address.sll_ifindex = request.ifr_ifindex;
    if (ioctl(port.fd, SIOCGIFHWADDR, &request)) fail("%s: %s", name, strerror(errno));
    memcpy(port.address.sll_addr, request.ifr_hwaddr.sa_data, ETH_ALEN);
    setsockopt(port.fd, SOL_SOCKET, SO_RCVBUFFORCE, &large, sizeof large);
    if (bind(port.fd, (struct sockaddr *)&port.address, sizeof port.address)) fail("bind: %s", strerror(errno));
    return port;
}

static void frames(const char *from, const char *to, uint64_t count, uint64_t size, uint64_t window) {
    struct port out = open_port(from), in = strcmp(from, to) ? open_port(to) : out;
    uint64_t sent = 0, received = 0, frame[256], found[256];
    /* A loopback swaps the addresses, so a frame to a stranger comes back to its sender. */
    const uint8_t stranger[ETH_ALEN] = {0x02, 0, 0, 0, 0, 0x99};
    if (size < 32 || size > sizeof frame || size % 8) fail("frames have 32 to %zu bytes, a multiple of 8", sizeof frame);
    struct ether_header *header = (struct ether_header *)frame;
    header->ether_type = htons(ETHERTYPE);
    memcpy(header->ether_shost, out.address.sll_addr, ETH_ALEN);
    memcpy(header->ether_dhost, in.fd == out.fd ? stranger : in.address.sll_addr, ETH_ALEN);
    while (received < count) {
        struct sockaddr_ll source;
        socklen_t length = sizeof source;
        struct pollfd ready = {in.fd, POLLIN, 0};
        while (sent < count && sent - received < window) {
            for (uint64_t i = 2; i < size / 8; i++) frame[i] = i == 2 ? sent : word(sent, i);
            if (send(out.fd, frame, size, 0) != (ssize_t)size) fail("send: %s", strerror(errno));
            sent++;
        }
        if (poll(&ready, 1, SILENCE_MS) <= 0) fail("sent %llu received %llu, then silence", (unsigned long long)sent, (unsigned long long)received);
        ssize_t n = recvfrom(in.fd, found, sizeof found, 0, (struct sockaddr *)&source, &length);
        if (n < 0) fail("receive: %s", strerror(errno));
        if (source.sll_pkttype == PACKET_OUTGOING) continue;
        if (n != (ssize_t)size || found[2] != received) fail("frame %llu: %zd bytes, number %llu", (unsigned long long)received, n, (unsigned long long)found[2]);
        for (uint64_t i = 3; i < size / 8; i++)
            if (found[i] != word(received, i)) fail("frame %llu differs at byte %llu", (unsigned long long)received, (unsigned long long)(8 * i));
        received++;
    }
    printf("sent %llu received %llu\n", (unsigned long long)sent, (unsigned long long)received);
}

int main(int count, char **argument) {
    const char *what = count > 1 ? argument[1] : "";
    char **v = argument + 2;
    int n = count - 2;
    if (!strcmp(what, "fill") && n == 4) sequential(v[0], number(v[1]), number(v[2]), number(v[3]), 0, 1);
    else if (!strcmp(what, "expect") && n == 4) {
        int zero = !strcmp(v[3], "zero");
        sequential(v[0], number(v[1]), number(v[2]), zero ? 0 : number(v[3]), zero, 0);
    } else if ((!strcmp(what, "write") || !strcmp(what, "read")) && n == 6)
        load(v[0], number(v[1]), number(v[2]), number(v[3]), number(v[4]), number(v[5]), *what == 'w');
    else if (!strcmp(what, "zero") && n == 3) range_ioctl(v[0], BLKZEROOUT, number(v[1]), number(v[2]));
    else if (!strcmp(what, "discard") && n == 3) range_ioctl(v[0], BLKDISCARD, number(v[1]), number(v[2]));
    else if (!strcmp(what, "flush") && n == 1) {
        if (fsync(open_file(v[0], O_RDWR))) fail("%s: fsync: %s", v[0], strerror(errno));
    } else if (!strcmp(what, "frames") && n == 5) frames(v[0], v[1], number(v[2]), number(v[3]), number(v[4]));
    else fail("see the head of guest-io.c for what can be asked");
    return 0;
}
