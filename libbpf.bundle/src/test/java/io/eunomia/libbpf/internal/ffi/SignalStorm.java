package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.testkit.Await;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a profiler with a very short interval does to a thread: sends it a signal, again and again, until closed. The
 * handler is a function of the C library that does nothing; one of Java's would run in threads of its own.
 */
public final class SignalStorm implements AutoCloseable {
    /** What this needs of the C library. */
    public interface Functions {
        /** @param handler address of a function @return that of the handler until now */
        long signal(int signal, long handler);
    }

    private static final boolean X86 = System.getProperty("os.arch").equals("amd64");
    private static final int GETTID = X86 ? 186 : 178;
    private static final int TGKILL = X86 ? 234 : 131;

    private final Functions c;
    private final int signal;
    private final long before;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();
    private final Thread sender;

    /** Upon the calling thread. */
    public SignalStorm(int signal) {
        this.signal = signal;
        // Which starts jnr-ffi, before anything is bound.
        long handler = TestKernel.natives().cFunction("abs");
        c = new NamedFunctions("libc.so.6", "").bind(Functions.class);
        before = c.signal(signal, handler);
        long thread = TestKernel.libc().syscall(GETTID, 0, 0, 0, 0, 0, 0);
        sender = new Thread(() -> send(thread), "storm");
        sender.start();
        Await.until("the first signals", () -> sent.get() > 10);
    }

    private void send(long thread) {
        while (!stop.get()) {
            if (TestKernel.libc().syscall(TGKILL, TestKernel.pid(), thread, signal, 0, 0, 0) == 0) {
                sent.incrementAndGet();
            }
        }
    }

    public long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        stop.set(true);
        Await.until("the storm's end", () -> !sender.isAlive());
        c.signal(signal, before);
    }
}
