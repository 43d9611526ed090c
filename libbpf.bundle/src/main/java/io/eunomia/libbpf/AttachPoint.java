package io.eunomia.libbpf;

/**
 * Where a program is attached. {@link #bySection()} leaves it to libbpf and the section's name; the others override
 * the section or supply what it cannot hold.
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

    /** A kernel function. @param offset in bytes from its start @param onReturn true for a kretprobe */
    record Kprobe(String function, long offset, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "kretprobe:" : "kprobe:") + function + (offset == 0 ? "" : "+" + offset);
        }
    }

    /** All kernel functions that match. @param pattern with {@code *} and {@code ?} @param onReturn for kretprobes */
    record KprobeMulti(String pattern, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "kretprobe.multi:" : "kprobe.multi:") + pattern;
        }
    }

    /** A system call's handler function, whatever the architecture calls it. @param name e.g. {@code unlinkat} */
    record Ksyscall(String name, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "kretsyscall:" : "ksyscall:") + name;
        }
    }

    /**
     * A user-space function.
     *
     * @param path the executable or library; a name without slash is looked up as a library, then in PATH
     * @param symbol function name, or empty when {@code offset} alone says where
     * @param offset in bytes from the symbol, or from the file's start without symbol
     * @param pid only this process, or -1 for all
     */
    record Uprobe(String path, String symbol, long offset, int pid, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "uretprobe:" : "uprobe:") + path + ':' + symbol
                    + (offset == 0 ? "" : "+" + offset) + (pid < 0 ? "" : " pid " + pid);
        }
    }

    /**
     * All user-space functions of a file that match, since Linux 6.6.
     *
     * @param path as for {@link Uprobe}
     * @param pattern with {@code *} and {@code ?}
     * @param pid only this process, or -1 for all
     */
    record UprobeMulti(String path, String pattern, int pid, boolean onReturn) implements AttachPoint {
        @Override
        public String toString() {
            return (onReturn ? "uretprobe.multi:" : "uprobe.multi:") + path + ':' + pattern + (pid < 0 ? "" : " pid " + pid);
        }
    }

    /** A user-space statically defined tracepoint. @param pid only this process, or -1 for all */
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
     * @param samplePeriod events per sample, or with {@code frequency} samples per second
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
     * A hook of netfilter in the current network namespace, since Linux 6.4.
     *
     * @param family {@code NFPROTO_IPV4} 2 or {@code NFPROTO_IPV6} 10
     * @param hook {@code enum nf_inet_hooks}: 0 prerouting, 1 input, 2 forward, 3 output, 4 postrouting
     * @param priority lower ones run first; the hook takes one program of a priority
     */
    record Netfilter(int family, int hook, int priority) implements AttachPoint {
        @Override
        public String toString() {
            return "netfilter:" + family + ':' + hook + ':' + priority;
        }
    }

    /** All packets of an interface as a raw packet socket sees them (packet(7)), for socket filters. */
    record Packets(String networkInterface) implements AttachPoint {
        @Override
        public String toString() {
            return "packets:" + networkInterface;
        }
    }

    /** A map of sockets in the same object, for sk_msg and sk_skb programs. */
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

    /** A network namespace file, for sk_lookup and flow dissectors. */
    record NetworkNamespace(String path) implements AttachPoint {
        @Override
        public String toString() {
            return "netns:" + path;
        }
    }

    /** A kernel function or raw tracepoint for BTF-attached programs, chosen before load. */
    record KernelFunction(String name) implements AttachPoint {
        @Override
        public String toString() {
            return "function:" + name;
        }
    }
}
