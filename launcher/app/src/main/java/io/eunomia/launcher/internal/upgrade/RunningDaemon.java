package io.eunomia.launcher.internal.upgrade;

import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A daemon that runs, as the kernel describes its process in {@code /proc} (proc(5)).
 *
 * @param home of its distribution
 * @param words its command line from {@code server} on
 * @param environment that it was started with
 */
public record RunningDaemon(ProcessHandle process, Path home, List<String> words, Path directory,
        Map<String, String> environment) {
    private static final String MAIN = "io.eunomia.launcher.Main";
    private static final String HOME = "-Deunomia.home=";
    private static final Path PROCESSES = Path.of("/proc");

    /**
     * Finds the daemon that has locked a state folder.
     *
     * @throws UpgradeException when there is none, or one that this process cannot start again as it was
     */
    public static RunningDaemon of(Path state) {
        ProcessHandle process = holder(state).orElseThrow(() -> new UpgradeException("no daemon runs on the state folder " + state,
                "start the other distribution with: bin/eunomia server --state " + state + "; name another folder with --state"));
        Path folder = folder(process.pid());
        try {
            requireSameUser(process, folder);
            List<String> command = texts(folder.resolve("cmdline"));
            int main = command.indexOf(MAIN);
            Optional<String> home = command.stream().filter(word -> word.startsWith(HOME)).findFirst();
            if (main < 0 || home.isEmpty()) {
                throw new UpgradeException("process " + process.pid() + " has Eunomia inside and is another program",
                        "give it the other version, and start it again");
            }
            return new RunningDaemon(process, Path.of(home.get().substring(HOME.length())), command.subList(main + 1, command.size()),
                    Files.readSymbolicLink(folder.resolve("cwd")), environment(folder));
        } catch (IOException e) {
            throw new UpgradeException("process " + process.pid() + " cannot be looked at: " + e.getMessage(),
                    "run this as the user of the daemon, or as root", e);
        }
    }

    /** Finds the process that its lock file names and that has this file open: the number alone may be of another one by now. */
    private static Optional<ProcessHandle> holder(Path state) {
        Path lock = state.resolve("lock");
        try {
            String pid = new String(RegularFile.readUnlinked(lock, 100), StandardCharsets.US_ASCII).trim();
            Optional<ProcessHandle> named = pid.matches("[1-9][0-9]{0,9}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
            Path real = lock.toRealPath();
            return named.filter(process -> hasOpen(process, real));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean hasOpen(ProcessHandle process, Path file) {
        try {
            return ListeningAddresses.descriptors(folder(process.pid())).contains(file.toString());
        } catch (IOException e) {
            // Its descriptors are another user's to see: that is told when it is looked at.
            return process.isAlive();
        }
    }

    private static void requireSameUser(ProcessHandle process, Path folder) throws IOException {
        String owner = Files.getOwner(folder).getName();
        if (!owner.equals(System.getProperty("user.name"))) {
            throw new UpgradeException("the daemon, process " + process.pid() + ", runs as " + owner, "run this as that user");
        }
    }

    /** Tells what starts this daemon, if something does that would not know of another one. @return empty when nothing is known */
    public Optional<UpgradeException> supervisor(Path next) {
        Path folder = folder(process.pid());
        try {
            Optional<String> unit = Files.readAllLines(folder.resolve("cgroup")).stream()
                    .map(line -> line.substring(line.lastIndexOf('/') + 1)).filter(name -> name.endsWith(".service")).findFirst();
            if (unit.isPresent()) {
                return Optional.of(new UpgradeException("systemd runs the daemon, as " + unit.get(),
                        "let ExecStart in that unit name " + next.resolve("bin/eunomia") + ", then: systemctl daemon-reload && systemctl"
                                + " restart " + unit.get() + "; trackers that persist are taken over all the same"));
            }
            boolean first = Files.readAllLines(folder.resolve("status")).stream()
                    .anyMatch(line -> line.startsWith("NSpid:") && line.strip().endsWith("\t1"));
            return !first ? Optional.empty() : Optional.of(new UpgradeException("the daemon is the first process of its container,"
                    + " which would end with it", "start a container with the other version, on the same state folder and /sys/fs/bpf"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> environment(Path folder) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        for (String entry : texts(folder.resolve("environ"))) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                all.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return all;
    }

    /** Tells whether it has ended, also when nobody has asked for its exit status yet. */
    public boolean hasEnded() {
        try {
            return !process.isAlive() || Files.readAllLines(folder(process.pid()).resolve("status")).stream()
                    .anyMatch(line -> line.startsWith("State:") && line.contains("Z"));
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    /** Returns where it listens. */
    public List<String> addresses() {
        return ListeningAddresses.of(process.pid());
    }

    /** Returns where one of its output streams goes: 1 or 2. */
    Path output(int stream) {
        return folder(process.pid()).resolve("fd").resolve(Integer.toString(stream));
    }

    private static Path folder(long pid) {
        return PROCESSES.resolve(Long.toString(pid));
    }

    private static List<String> texts(Path file) throws IOException {
        String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return Arrays.asList(all.split("\0"));
    }
}
