package io.eunomia.runtime.internal.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What programs are attached to besides the kernel itself, gone when closed: two connected interfaces, files, a route. */
final class Surroundings implements AutoCloseable {
    /** An address of this host that nobody else uses; connections to it take the corpus' congestion control. */
    static final String OWN_ADDRESS = "127.77.77.1";
    private static final String PEER_ADDRESS = "10.234.77.";
    private static final int SECONDS = 60;

    private final Path folder;
    private final String veth = "eunomia" + ProcessHandle.current().pid() % 10_000;
    private final Path target;
    private boolean connected;
    private boolean routed;

    Surroundings(Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("opened"), "x");
        this.target = executable("usdt_target");
    }

    private Path executable(String name) throws IOException {
        try (InputStream in = Surroundings.class.getResourceAsStream("/c/" + name)) {
            Path file = folder.resolve(name);
            if (in != null) {
                Files.write(file, in.readAllBytes());
                file.toFile().setExecutable(true);
            }
            return file;
        }
    }

    Path folder() {
        return folder;
    }

    /** A program with a static tracepoint. */
    Path target() {
        return target;
    }

    /** Replaces {@code ${veth}}, {@code ${cgroup}}, {@code ${libc}} and {@code ${target}}. */
    String fill(String text) {
        String filled = text;
        if (filled.contains("${veth}")) {
            connect();
            filled = filled.replace("${veth}", veth);
        }
        if (filled.contains("${cgroup}")) {
            filled = filled.replace("${cgroup}", mountPoint());
        }
        return filled.contains("${libc}") ? filled.replace("${libc}", library("libc.so.6"))
                : filled.replace("${target}", target.toString());
    }

    private static String mountPoint() {
        return lines("/proc/self/mounts").map(line -> line.split(" ")).filter(words -> words[2].equals("cgroup2"))
                .map(words -> words[1]).findFirst().orElse("/no/cgroup2/is/mounted");
    }

    private static String library(String name) {
        return lines("/proc/self/maps").filter(line -> line.endsWith('/' + name))
                .map(line -> line.substring(line.indexOf('/'))).findFirst().orElseThrow();
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect() {
        if (!connected) {
            run("ip", "link", "add", veth, "type", "veth", "peer", "name", veth + 'p');
            connected = true;
            run("ip", "link", "set", veth, "up");
            run("ip", "link", "set", veth + 'p', "up");
            run("ip", "address", "add", PEER_ADDRESS + "1/24", "dev", veth + 'p');
        }
    }

    /** The other interface asks who has an address, which comes in at ours. */
    void receivePacket() {
        run("bash", "-c", "echo x > /dev/udp/" + PEER_ADDRESS + "2/9");
    }

    void routeOwnAddress() {
        run("ip", "route", "replace", "local", OWN_ADDRESS, "dev", "lo", "table", "local", "congctl", "eunomia_corpus");
        routed = true;
    }

    /** @return what it printed; it must succeed */
    static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (routed) {
            run("ip", "route", "del", "local", OWN_ADDRESS, "dev", "lo", "table", "local");
        }
        if (connected) {
            run("ip", "link", "del", veth);
        }
    }
}
