package io.eunomia.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A service that tells what this machine's kernel can do for trackers, and what to do about what it lacks. Any thread. */
@ProviderType
public interface KernelReport {

    /**
     * Mounts the file systems that are missing and may be mounted, then probes; takes some 100 ms the first time, a few
     * later on.
     */
    List<Finding> findings();

    /**
     * The result of one probe.
     *
     * @param topic the group it is shown in
     * @param value what was found
     * @param remedy what to do about a lack, or empty
     */
    record Finding(String topic, String name, Verdict verdict, String value, String remedy) {
    }

    /** Says how good a finding is for trackers. */
    enum Verdict {
        /** It is as it should be, or a mere fact. */
        GOOD,
        /** It is absent: trackers that need it cannot run, others can. */
        LACKING,
        /** It could not be found out. */
        UNKNOWN,
        /** No tracker runs without it. */
        FATAL
    }
}
