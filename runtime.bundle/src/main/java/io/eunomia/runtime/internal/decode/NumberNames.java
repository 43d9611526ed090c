package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.Errno;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds names of small numbers, as bytes ready to be appended; immutable tables. */
final class NumberNames {
    private static final int ERRNOS = 135;
    private static final byte[][] ERRNO = errnos();

    /** include/uapi/asm-generic/signal.h: the numbers x86 and arm64 use. */
    private static final byte[][] SIGNAL = table(null, "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT",
            "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM",
            "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU",
            "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS");

    /** include/net/tcp_states.h. */
    private static final byte[][] TCP_STATE = table(null, "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1",
            "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "NEW_SYN_RECV");

    /** From include/linux/socket.h, the families that trackers meet. */
    private static final byte[][] FAMILY = table("AF_UNSPEC", "AF_UNIX", "AF_INET", null, null, null, null, null, null,
            null, "AF_INET6", null, null, null, null, null, "AF_NETLINK", "AF_PACKET");

    /** include/uapi/linux/capability.h. */
    private static final byte[][] CAPABILITY = table("CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER",
            "CAP_FSETID", "CAP_KILL", "CAP_SETGID", "CAP_SETUID", "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE",
            "CAP_NET_BROADCAST", "CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE",
            "CAP_SYS_RAWIO", "CAP_SYS_CHROOT", "CAP_SYS_PTRACE", "CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT",
            "CAP_SYS_NICE", "CAP_SYS_RESOURCE", "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE",
            "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL", "CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG",
            "CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE");

    private NumberNames() {
    }

    /** Returns an error's name. @return null for a number without a name, as all of these */
    static byte[] errno(long positive) {
        return at(ERRNO, positive);
    }

    static byte[] signal(long number) {
        return at(SIGNAL, number);
    }

    static byte[] tcpState(long number) {
        return at(TCP_STATE, number);
    }

    static byte[] capability(long number) {
        return at(CAPABILITY, number);
    }

    static byte[] family(long number) {
        return at(FAMILY, number);
    }

    /** Returns the numbers by name, for a show rule's label; numbers of {@code errno} and {@code result} are negative. */
    static Map<String, Long> numbers(String show) {
        return switch (show) {
            case "signal" -> numbers(SIGNAL, 1);
            case "errno", "result" -> numbers(ERRNO, -1);
            case "family" -> numbers(FAMILY, 1);
            case "tcp_state" -> numbers(TCP_STATE, 1);
            case "errno_positive" -> numbers(ERRNO, 1);
            case "capability" -> numbers(CAPABILITY, 1);
            case "syscall" -> SystemCallNames.numbers();
            default -> Map.of();
        };
    }

    private static Map<String, Long> numbers(byte[][] table, int sign) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (int i = 0; i < table.length; i++) {
            if (table[i] != null) {
                numbers.put(new String(table[i], StandardCharsets.US_ASCII), (long) sign * i);
            }
        }
        return numbers;
    }

    private static byte[] at(byte[][] table, long index) {
        return index < 0 || index >= table.length ? null : table[(int) index];
    }

    private static byte[][] table(String... names) {
        byte[][] table = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            table[i] = names[i] == null ? null : names[i].getBytes(StandardCharsets.US_ASCII);
        }
        return table;
    }

    private static byte[][] errnos() {
        String[] names = new String[ERRNOS];
        for (int i = 1; i < ERRNOS; i++) {
            String name = Errno.name(i);
            names[i] = name.startsWith("E") ? name : null;
        }
        return table(names);
    }
}
