package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.BpfException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * Starts jnr-ffi with this bundle's settings. jnr-ffi takes them from system properties, which it reads when its classes are
 * initialised; they are set for that time only, because the process may have other users of jnr-ffi with classes of their own.
 */
final class JnrFfi {
    /** Property that makes jnr-ffi bind functions by generated classes and machine code; otherwise it uses reflection. */
    static final String ASM = "jnr.ffi.asm.enabled";
    /** Property with the folder of jffi's library, through which jnr-ffi calls. */
    private static final String STUB_FOLDER = "jffi.boot.library.path";
    /** Property with the folder to which jffi copies its library when other classes of this process already use that file. */
    private static final String COPY_FOLDER = "jffi.extract.dir";

    private JnrFfi() {
    }

    /**
     * Starts jnr-ffi; harmless when repeated.
     *
     * @param library the file of jffi's library
     * @throws BpfException when it cannot be opened; the message has the linker's reason
     */
    static synchronized void start(Path library) {
        String folder = library.getParent().toString();
        Map<String, String> settings = Map.of(ASM, "false", STUB_FOLDER, folder, COPY_FOLDER, folder);
        Map<String, String> before = new HashMap<>();
        settings.forEach((name, value) -> before.put(name, System.getProperty(name)));
        settings.forEach((name, value) -> {
            if (before.get(name) == null) {
                System.setProperty(name, value);
            }
        });
        try {
            Runtime.getSystemRuntime().getLastError();
            LibraryLoader.create(LibC.class);
        } catch (LinkageError e) {
            throw new BpfException("native library open", library.toString(), 0, LinkerReason.of(library, e), e);
        } finally {
            settings.keySet().stream().filter(name -> before.get(name) == null).forEach(System::clearProperty);
        }
    }
}
