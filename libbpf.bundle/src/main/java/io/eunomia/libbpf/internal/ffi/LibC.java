package io.eunomia.libbpf.internal.ffi;

import jnr.ffi.annotations.Encoding;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/**
 * The functions of the C library that this bundle calls, under their C names. Strings, arrays and pointers are passed as
 * {@link LibBpf} describes. Functions that fail with -1 set the errno that {@link ReturnCodes} reads.
 */
@Encoding("UTF-8")
public interface LibC {
    /** The version of glibc, such as {@code 2.36}. */
    String gnu_get_libc_version();

    /** @return a handle, or 0 on failure, for which {@link #dlerror} gives the reason */
    long dlopen(String file, int flags);

    /** @return the reason of the dynamic linker's last failure in this thread, which is given only once; else null */
    String dlerror();

    /** @return address of a function of an open library, or 0 */
    long dlsym(long library, String name);

    int close(int fd);

    int open(String path, int flags);

    /** @param hint a wanted address, or 0 to let the kernel choose */
    long mmap(long hint, long length, int protection, int flags, int fd, long offset);

    int munmap(long address, long length);

    int ioctl(int fd, long request, long argument);

    long syscall(long number, long a, long b, long c, long d, long e, long f);

    int epoll_create1(int flags);

    int epoll_ctl(int epollFd, int operation, int fd, long event);

    int epoll_wait(int epollFd, long events, int maxEvents, int timeoutMillis);

    int eventfd(int initial, int flags);

    long read(int fd, long buffer, long count);

    long write(int fd, long buffer, long count);

    long write(int fd, @In byte[] buffer, long count);

    /** @return the interface's number, 0 if there is none of this name */
    int if_nametoindex(String name);

    int socket(int domain, int type, int protocol);

    int bind(int socket, long address, int length);

    int setsockopt(int socket, int level, int name, long value, int length);

    /** @return a {@code FILE *}; {@code fclose} stores the final address and size at {@code buffer} and {@code size} */
    long open_memstream(long buffer, long size);

    int fclose(long stream);

    void free(long memory);

    int getpagesize();

    /** @param time address of a {@code struct timespec} */
    int clock_gettime(int clock, long time);

    /**
     * @param buffer null to get only the length
     * @param format address of a C string
     * @param arguments copy of a {@code va_list}, which the call consumes
     */
    int vsnprintf(@Out byte[] buffer, long size, long format, @In byte[] arguments);

    /** @param data address of a string of options, or 0 */
    int mount(String source, String target, String type, long flags, long data);
}
