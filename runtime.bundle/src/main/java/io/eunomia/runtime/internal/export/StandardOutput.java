package io.eunomia.runtime.internal.export;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Gives access to the process's standard output, which all trackers share: a batch is written whole before the next begins. */
@Component(service = StandardOutput.class)
public final class StandardOutput {
    private final OutputStream out;

    @Activate
    public StandardOutput() {
        // System.out is not used, because it hides failures such as a closed pipe.
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    void write(byte[] bytes, int length) throws IOException {
        synchronized (out) {
            out.write(bytes, 0, length);
            out.flush();
        }
    }
}
