package io.eunomia.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What this machine's kernel can do for trackers, and what to do about a lack: a service. Any thread. */
@ProviderType
public interface KernelReport {

    /** Mounts what is missing and may be mounted, then probes; some 100 ms the first time, a few later on. */
    List<Finding> findings();

    /**
     * One thing that was looked at.
     *
     * @param topic the group it is shown in
     * @param value what was found
     * @param remedy what to do about a lack, or empty
     */
    record Finding(String topic, String name, Verdict verdict, String value, String remedy) {
    }

    /** How good it is. */
    enum Verdict {
        /** As it should be, or a mere fact. */
        GOOD,
        /** Absent, and trackers that need it cannot run; others can. */
        LACKING,
        /** Could not be found out. */
        UNKNOWN,
        /** Nothing runs without it. */
        FATAL
    }
}
