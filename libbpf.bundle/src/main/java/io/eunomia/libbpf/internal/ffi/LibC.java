package io.eunomia.libbpf.internal.ffi;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;

/**
 * The functions of the C library that this bundle calls, under their C names. Pointers and {@code size_t} are
 * {@code long}, see {@link LibBpf}. Functions that fail with -1 leave errno where {@link ReturnCodes} finds it.
 *
 * <p>No function here may have six parameters that are all primitive: for these jnr-ffi 2.3.4 writes x86-64 code that
 * passes garbage as the sixth. A parameter of another type makes it take its other, slower and correct, way.
 */
public interface LibC {
    int close(int fd);

    int open(@In String path, int flags);

    /** @param hint null: where the kernel likes; a {@link Pointer} for the sake of the rule above */
    long mmap(@In Pointer hint, long length, int protection, int flags, int fd, long offset);

    int munmap(long address, long length);

    int ioctl(int fd, long request, long argument);

    /** @param sixth null; a {@link Pointer} for the sake of the rule above */
    long syscall(long number, long a, long b, long c, long d, long e, @In Pointer sixth);

    int epoll_create1(int flags);

    int epoll_ctl(int epollFd, int operation, int fd, long event);

    int epoll_wait(int epollFd, long events, int maxEvents, int timeoutMillis);

    int eventfd(int initial, int flags);

    long read(int fd, long buffer, long count);

    long write(int fd, long buffer, long count);

    int if_nametoindex(@In String name);

    int socket(int domain, int type, int protocol);

    int bind(int socket, long address, int length);

    int setsockopt(int socket, int level, int name, long value, int length);

    /** @return a {@code FILE *}; {@code buffer} and {@code size} receive what {@code fclose} leaves behind */
    long open_memstream(long buffer, long size);

    int fclose(long stream);

    void free(long memory);

    int getpagesize();

    /** @param arguments a {@code va_list}; consumed by the call */
    int vsnprintf(long buffer, long size, long format, long arguments);

    /** @param data address of a string of options, or 0 */
    int mount(@In String source, @In String target, @In String type, long flags, long data);
}
