package io.eunomia.libbpf.internal.ffi;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * The functions of the C library that this bundle calls, under their C names. Pointers and {@code size_t} are
 * {@code long}, see {@link LibBpf}. Functions that fail with -1 leave errno where {@link ReturnCodes} finds it.
 */
public interface LibC {
    int close(int fd);

    int open(long path, int flags);

    /** @param hint 0: where the kernel likes */
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

    int if_nametoindex(long name);

    int socket(int domain, int type, int protocol);

    int bind(int socket, long address, int length);

    int setsockopt(int socket, int level, int name, long value, int length);

    /** @return a {@code FILE *}; {@code buffer} and {@code size} receive what {@code fclose} leaves behind */
    long open_memstream(long buffer, long size);

    int fclose(long stream);

    void free(long memory);

    int getpagesize();

    /** @param time address of a {@code struct timespec} */
    int clock_gettime(int clock, long time);

    /** @param arguments a {@code va_list}; consumed by the call */
    int vsnprintf(long buffer, long size, long format, long arguments);

    /** @param data address of a string of options, or 0 */
    int mount(long source, long target, long type, long flags, long data);

    default int open(String path, int flags) {
        ByteBuffer text = NativeMemory.string(path);
        int fd = open(NativeMemory.address(text), flags);
        Reference.reachabilityFence(text);
        return fd;
    }

    /** @return 0 if there is none of this name */
    default int if_nametoindex(String name) {
        ByteBuffer text = NativeMemory.string(name);
        int index = if_nametoindex(NativeMemory.address(text));
        Reference.reachabilityFence(text);
        return index;
    }

    /** @param data address of a string of options, or 0 */
    default int mount(String source, String target, String type, long flags, long data) {
        ByteBuffer[] texts = {NativeMemory.string(source), NativeMemory.string(target), NativeMemory.string(type)};
        int result = mount(NativeMemory.address(texts[0]), NativeMemory.address(texts[1]),
                NativeMemory.address(texts[2]), flags, data);
        Reference.reachabilityFence(texts);
        return result;
    }
}
