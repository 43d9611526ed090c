package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.runtime.descriptor.Descriptor;
import java.util.List;

/** Where a version may take maps from before it is loaded, in place of new ones. */
sealed interface MapSource {
    /** Nothing ran before. */
    MapSource NONE = new None();

    /** Lets the object use maps that there are. @return the names of those */
    List<String> reuse(BpfObjectFile file, Descriptor descriptor);

    /** Tells whether the events go on where those of a former process ended. */
    boolean continues();

    /** A first start. */
    record None() implements MapSource {
        @Override
        public List<String> reuse(BpfObjectFile file, Descriptor descriptor) {
            return List.of();
        }

        @Override
        public boolean continues() {
            return false;
        }
    }

    /** A hot update. @param object that runs */
    record Running(BpfObject object) implements MapSource {
        @Override
        public List<String> reuse(BpfObjectFile file, Descriptor descriptor) {
            return KeptMaps.reuse(file, object, descriptor.keepMaps());
        }

        @Override
        public boolean continues() {
            return false;
        }
    }

    /** What a former process has pinned. */
    record Former(FormerRun run) implements MapSource {
        @Override
        public List<String> reuse(BpfObjectFile file, Descriptor descriptor) {
            return run.reuse(file);
        }

        @Override
        public boolean continues() {
            return true;
        }
    }
}
