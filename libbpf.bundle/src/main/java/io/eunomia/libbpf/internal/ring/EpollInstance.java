package io.eunomia.libbpf.internal.ring;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.ring.Epoll;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** An epoll(7) instance with an eventfd(2) for {@link #wakeUp}; its native memory is made once and reused. */
public final class EpollInstance implements Epoll {
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NON_BLOCKING = 0x800;
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int EPOLLIN = 1;
    private static final int WAKE_UP = -1;
    private static final int MAX_EVENTS = 256;
    /** {@code struct epoll_event} is packed on x86-64 only (include/uapi/linux/eventpoll.h). */
    private static final int DATA = "amd64".equals(System.getProperty("os.arch")) ? 4 : 8;
    private static final int EVENT = DATA + 8;

    private final LibC c;
    private final int epollFd;
    private final int wakeUpFd;
    private final ByteBuffer events = NativeMemory.allocate(MAX_EVENTS * EVENT);
    private final long eventsAddress = NativeMemory.address(events);
    /** The number to write to the eventfd(2), and behind it the room to read one from it. */
    private final ByteBuffer counts = NativeMemory.allocate(2 * Long.BYTES).putLong(0, 1);
    private final long countsAddress = NativeMemory.address(counts);
    /** Held while waiting, so that close cannot free the descriptor's number for other uses while a thread waits on it. */
    private final ReentrantLock waiting = new ReentrantLock();
    private boolean closed;

    private EpollInstance(LibC c, int epollFd, int wakeUpFd) {
        this.c = c;
        this.epollFd = epollFd;
        this.wakeUpFd = wakeUpFd;
    }

    public static EpollInstance open(LibC c) {
        int epollFd = ReturnCodes.checkErr(c.epoll_create1(CLOSE_ON_EXEC), "epoll create", "");
        int wakeUpFd = -1;
        try {
            wakeUpFd = ReturnCodes.checkErr(c.eventfd(0, CLOSE_ON_EXEC | NON_BLOCKING), "eventfd create", "");
            EpollInstance epoll = new EpollInstance(c, epollFd, wakeUpFd);
            epoll.control(ADD, wakeUpFd, WAKE_UP);
            return epoll;
        } catch (RuntimeException e) {
            c.close(epollFd);
            if (wakeUpFd >= 0) {
                c.close(wakeUpFd);
            }
            throw e;
        }
    }

    @Override
    public void add(int fd, int token) {
        if (token < 0) {
            throw new IllegalArgumentException("token " + token + " is negative");
        }
        ReturnCodes.checkErr(control(ADD, fd, token), "epoll add", "descriptor " + fd, errno -> switch (errno) {
            case Errno.EPERM -> "this kind of file cannot be waited for";
            case Errno.EEXIST -> "it is watched already";
            default -> "";
        });
    }

    /** {@inheritDoc} Does nothing for a descriptor that is closed or was not watched. */
    @Override
    public void remove(int fd) {
        int result = control(DELETE, fd, 0);
        int errno = result < 0 ? ReturnCodes.lastErrno() : 0;
        if (errno != Errno.EBADF && errno != Errno.ENOENT) {
            ReturnCodes.checkErr(result, "epoll remove", "descriptor " + fd);
        }
    }

    private synchronized int control(int operation, int fd, int token) {
        requireOpen();
        ByteBuffer event = NativeMemory.allocate(EVENT).putInt(0, EPOLLIN).putLong(DATA, token);
        return c.epoll_ctl(epollFd, operation, fd, NativeMemory.address(event));
    }

    @Override
    public int await(int[] ready, Duration timeout) {
        if (ready.length == 0) {
            throw new IllegalArgumentException("no room for tokens");
        }
        waiting.lock();
        try {
            synchronized (this) {
                requireOpen();
            }
            // Asks for no more than fit, because perf events announce their data to poll(2) only once.
            return tokens(ready, waitFor(Math.min(ready.length, MAX_EVENTS), timeout));
        } finally {
            waiting.unlock();
        }
    }

    private int waitFor(int maxEvents, Duration timeout) {
        long deadline = System.nanoTime() + saturatedNanos(timeout);
        int millis = millisUntil(deadline);
        while (true) {
            int ready = c.epoll_wait(epollFd, eventsAddress, maxEvents, millis);
            if (ready < 0 && ReturnCodes.lastErrno() != Errno.EINTR) {
                return ReturnCodes.checkErr(ready, "epoll wait", "");
            }
            millis = millisUntil(deadline);
            if (ready > 0 || millis == 0) {
                return Math.max(ready, 0);
            }
        }
    }

    /** Stores the tokens of all ready descriptors except the wake-up's, which is reset. */
    private int tokens(int[] ready, int reported) {
        int tokens = 0;
        for (int i = 0; i < reported; i++) {
            int token = (int) events.getLong(i * EVENT + DATA);
            if (token == WAKE_UP) {
                c.read(wakeUpFd, countsAddress + Long.BYTES, Long.BYTES);
            } else {
                ready[tokens++] = token;
            }
        }
        return tokens;
    }

    /** The timeout in ns, at most half of the range of nanoTime, which is 146 years. */
    private static long saturatedNanos(Duration timeout) {
        long seconds = timeout.getSeconds();
        return seconds > Integer.MAX_VALUE ? Long.MAX_VALUE >> 1
                : Math.max(0, TimeUnit.SECONDS.toNanos(seconds) + timeout.getNano());
    }

    /** The time left in ms, rounded up: a shorter wait would spin through the last fraction of a millisecond. */
    private static int millisUntil(long deadline) {
        long nanos = Math.max(0, deadline - System.nanoTime());
        return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
    }

    @Override
    public synchronized void wakeUp() {
        if (!closed) {
            c.write(wakeUpFd, countsAddress, Long.BYTES);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("epoll is closed");
        }
    }

    /** Ends a running {@link #await}, which returns 0. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            wakeUp();
            closed = true;
        }
        waiting.lock();
        try {
            c.close(wakeUpFd);
            c.close(epollFd);
        } finally {
            waiting.unlock();
        }
    }
}
