package io.eunomia.bench.events;

import io.eunomia.bench.host.Child;
import io.eunomia.bench.host.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** bpftrace printing the same fields of the same calls to a file, one line for each. */
final class BpftracePrinter implements Session {
    private static final Pattern LOST = Pattern.compile("Lost ([0-9]+) events");

    /** What the C library keeps of a file before it writes. */
    private static final long STDIO_BYTES = 4096;
    private static final long LEAST_LINE = 20;

    private final Child child;
    private final Path file;

    private BpftracePrinter(Child child, Path file) {
        this.child = child;
        this.file = file;
    }

    static Subject.Opener with(String bpftrace) {
        return setting -> {
            Path file = setting.bench().folder("bpftrace").resolve("out");
            String line = "printf(\"%d %llu %d %s\\n\", pid, nsecs, cpu, comm); ".repeat(setting.burst());
            BpftracePrinter printer = new BpftracePrinter(Child.start(List.of(bpftrace, "-o", file.toString(), "-e",
                    "tracepoint:syscalls:sys_enter_getppid /pid == " + setting.target() + "/ { " + line + "}")), file);
            for (int i = 0; i < 500 && !(Files.exists(file) && Files.size(file) > 0); i++) {
                Pause.millis(10);
            }
            Pause.millis(300);    // it says "Attaching" before it does
            return printer;
        };
    }

    @Override
    public long pid() {
        return child.pid();
    }

    @Override
    public long buffered() {
        return STDIO_BYTES / LEAST_LINE;
    }

    @Override
    public Counts counts() {
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
            }
            long lost = 0;
            String head = Files.size(file) < 1 << 20 ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            for (Matcher matcher = LOST.matcher(child.said() + head); matcher.find();) {
                lost += Long.parseLong(matcher.group(1));
            }
            return new Counts(Math.max(0, lines - 1), lost);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        child.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
