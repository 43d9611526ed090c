package io.eunomia.libbpf;

/**
 * The place in the kernel that a program is attached to. {@link #bySection()} leaves the choice to libbpf, which reads it
 * from the section's name; the other kinds override the section, or supply what a section's name cannot hold.
 */
public sealed interface AttachPoint {

    static AttachPoint bySection() {
        return new BySection();
    }

    record BySection() implements AttachPoint {
        @Override
        public String toString() {
            return "by section";
        }
    }

    /** A static tracepoint: {@code /sys/kernel/tracing/events/<category>/<name>}. */
    record Tracepoint(String category, String name) implements AttachPoint {
        @Override
        public String toString() {
            return "tracepoint:" + category + '/' + name;
        }
    }

    record RawTracepoint(String name) implements AttachPoint {
        @Override
        public String toString() {
            return "raw_tp:" + name;
        }
    }

    /** A probe on a kernel function. @param offset in bytes from its start @param onReturn true for a kretprobe */
    record Kprobe(String function, long offset, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "kretprobe:" : "kprobe:") + function + (offset == 0 ? "" : "+" + offset);
        }
    }

    /** A probe on every matching kernel function. @param pattern with {@code *} and {@code ?} @param onReturn for kretprobes */
    record KprobeMulti(String pattern, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "kretprobe.multi:" : "kprobe.multi:") + pattern;
        }
    }

    /** A probe on a system call's handler; libbpf finds this architecture's name for it. @param name e.g. {@code unlinkat} */
    record Ksyscall(String name, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "kretsyscall:" : "ksyscall:") + name;
        }
    }

    /**
     * A probe on a user-space function.
     *
     * @param path the executable or library; a name without slash is looked up as a library, then in PATH
     * @param symbol function name, or empty when {@code offset} alone gives the place
     * @param offset in bytes from the symbol, or from the file's start when there is no symbol
     * @param pid the one process to probe, or -1 for all
     */
    record Uprobe(String path, String symbol, long offset, int pid, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "uretprobe:" : "uprobe:") + path + ':' + symbol
                    + (offset == 0 ? "" : "+" + offset) + (pid < 0 ? "" : " pid " + pid);
        }
    }

    /**
     * A probe on every user-space function of a file that matches; needs Linux 6.6.
     *
     * @param path as for {@link Uprobe}
     * @param pattern with {@code *} and {@code ?}
     * @param pid the one process to probe, or -1 for all
     */
    record UprobeMulti(String path, String pattern, int pid, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "uretprobe.multi:" : "uprobe.multi:") + path + ':' + pattern + (pid < 0 ? "" : " pid " + pid);
        }
    }

    /** A user-space statically defined tracepoint. @param pid the one process to probe, or -1 for all */
    record Usdt(String path, String provider, String name, int pid) implements AttachPoint {
        @Override
        public String toString() {
            return "usdt:" + path + ':' + provider + ':' + name + (pid < 0 ? "" : " pid " + pid);
        }
    }

    /**
     * A perf event on every online CPU.
     *
     * @param type {@code PERF_TYPE_*} of include/uapi/linux/perf_event.h
     * @param config the event within the type, e.g. {@code PERF_COUNT_SW_CPU_CLOCK}
     * @param samplePeriod events per sample; with {@code frequency}, samples per second instead
     */
    record PerfEvent(int type, long config, long samplePeriod, boolean frequency, int pid) implements AttachPoint {
        @Override
        public String toString() {
            return "perf_event:" + type + ':' + config + ':' + samplePeriod + (frequency ? "hz" : "");
        }
    }

    /** A network interface, for XDP. */
    record Xdp(String networkInterface) implements AttachPoint {
        @Override
        public String toString() {
            return "xdp:" + networkInterface;
        }
    }

    /** A network interface's classifier hook. */
    record Tc(String networkInterface, boolean ingress) implements AttachPoint {
        @Override
        public String toString() {
            return "tc:" + networkInterface + (ingress ? ":ingress" : ":egress");
        }
    }

    /**
     * A netfilter hook in the current network namespace; needs Linux 6.4.
     *
     * @param family {@code NFPROTO_IPV4} 2 or {@code NFPROTO_IPV6} 10
     * @param hook {@code enum nf_inet_hooks}: 0 prerouting, 1 input, 2 forward, 3 output, 4 postrouting
     * @param priority lower ones run first; a hook takes only one program per priority
     */
    record Netfilter(int family, int hook, int priority) implements AttachPoint {
        @Override
        public String toString() {
            return "netfilter:" + family + ':' + hook + ':' + priority;
        }
    }

    /** A raw packet socket (packet(7)) on an interface: its socket filter sees every packet of that interface. */
    record Packets(String networkInterface) implements AttachPoint {
        @Override
        public String toString() {
            return "packets:" + networkInterface;
        }
    }

    /** A map of sockets in the same object; sk_msg and sk_skb programs run for its sockets. */
    record SocketMap(String map) implements AttachPoint {
        @Override
        public String toString() {
            return "sockmap:" + map;
        }
    }

    /** A cgroup v2 directory. */
    record Cgroup(String path) implements AttachPoint {
        @Override
        public String toString() {
            return "cgroup:" + path;
        }
    }

    /** A network namespace, given by its file; for sk_lookup programs and flow dissectors. */
    record NetworkNamespace(String path) implements AttachPoint {
        @Override
        public String toString() {
            return "netns:" + path;
        }
    }

    /** The kernel function or raw tracepoint of a BTF-attached program, which must be chosen before load. */
    record KernelFunction(String name) implements AttachPoint {
        @Override
        public String toString() {
            return "function:" + name;
        }
    }
}
