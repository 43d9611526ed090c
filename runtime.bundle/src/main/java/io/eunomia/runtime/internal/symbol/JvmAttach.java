package io.eunomia.runtime.internal.symbol;

import io.eunomia.libbpf.kernel.Processes;
import io.eunomia.libbpf.kernel.Processes.FoundFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls a Java virtual machine as jcmd(1) does (HotSpot's src/hotspot/os/posix/attachListener_posix.cpp): a file {@code .attach_pidN} and
 * SIGQUIT make it listen on a socket {@code /tmp/.java_pidN}, both where it sees {@code /tmp}; a command is a version and four texts,
 * each ended by a zero. Any thread.
 */
final class JvmAttach {
    private static final int SIGQUIT = 3;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int MOST_ANSWER = 4096;
    private static final int MOST_COMMAND = 1 << 20;
    /** From include/uapi/linux/stat.h. */
    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;
    private static final byte[] COMMAND = "1\0jcmd\0Compiler.perfmap\0\0\0".getBytes(StandardCharsets.US_ASCII);

    private final Path proc;
    private final Processes processes;

    JvmAttach(Path proc, Processes processes) {
        this.proc = proc;
        this.processes = processes;
    }

    /** Tells whether a process is a HotSpot virtual machine. */
    boolean isJvm(int pid) {
        try {
            return ProcessMaps.read(folder(pid).resolve("maps"), ProcessMaps.NONE).all().stream()
                    .anyMatch(mapping -> mapping.module().equals("libjvm.so"));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Has the machine write {@code /tmp/perf-PID.map}, which it can since Java 17. Takes until it has done so.
     *
     * @return true
     * @throws IOException when it does not, saying why
     */
    boolean writeMap(int pid) throws IOException {
        ProcessStatus status = ProcessStatus.read(folder(pid));
        String socket = "/tmp/.java_pid" + status.innerPid();
        if (!listens(pid, socket, status)) {
            if (refuses(pid)) {
                throw new IOException("it was started with -XX:+DisableAttachMechanism");
            }
            begin(pid, status, socket);
        }
        try (FoundFile found = processes.find(root(pid), socket);
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(found.path()));
            for (ByteBuffer command = ByteBuffer.wrap(COMMAND); command.hasRemaining();) {
                channel.write(command);
            }
            String answer = answer(channel);
            if (!answer.startsWith("0\n") && !answer.equals("0")) {
                throw new IOException("it answers: " + answer.lines().skip(1).findFirst().orElse(answer).strip());
            }
            return true;
        }
    }

    /** Tells whether it would answer the signal with a dump of its threads on its output. */
    private boolean refuses(int pid) throws IOException {
        try (InputStream in = Files.newInputStream(folder(pid).resolve("cmdline"))) {
            return new String(in.readNBytes(MOST_COMMAND), StandardCharsets.ISO_8859_1).contains("-XX:+DisableAttachMechanism");
        }
    }

    private static String answer(SocketChannel channel) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(MOST_ANSWER);
        while (answer.hasRemaining() && channel.read(answer) >= 0) {
            continue;
        }
        return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }

    private void begin(int pid, ProcessStatus status, String socket) throws IOException {
        try (FoundFile folder = processes.find(root(pid), "/tmp")) {
            Path file = folder.path().resolve(".attach_pid" + status.innerPid());
            boolean made = make(file, status.user());
            try {
                // The signal ends a process that does not handle it, such as a machine that was started with -Xrs.
                if (!processes.signal(pid, SIGQUIT, () -> isJvm(pid) && catchesQuit(pid))) {
                    throw new IOException("it does not handle SIGQUIT");
                }
                long end = System.nanoTime() + PATIENCE_NANOS;
                while (!listens(pid, socket, status)) {
                    if (System.nanoTime() - end > 0 || Thread.interrupted()) {
                        throw new IOException("it does not listen within 5 s");
                    }
                    LockSupport.parkNanos(LOOK_NANOS);
                }
            } finally {
                if (made) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean make(Path file, int user) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        try {
            Files.setAttribute(file, "unix:uid", user);
        } catch (IOException | RuntimeException e) {
            // The file stays this process's, which the machine accepts from root and from its own user.
            return true;
        }
        return true;
    }

    private boolean catchesQuit(int pid) {
        try {
            return ProcessStatus.read(folder(pid)).catches(SIGQUIT);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean listens(int pid, String socket, ProcessStatus status) throws IOException {
        try (FoundFile found = processes.find(root(pid), socket)) {
            Map<String, Object> all = Files.readAttributes(found.path(), "unix:mode,uid");
            int owner = (Integer) all.get("uid");
            if (((Integer) all.get("mode") & TYPE) != SOCKET || owner != 0 && owner != status.user()) {
                throw new FileSystemException(socket, null, "it is no socket of the process's user");
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private Path folder(int pid) {
        return proc.resolve(Integer.toString(pid));
    }

    private Path root(int pid) {
        return folder(pid).resolve("root");
    }
}
