package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.BpfException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * Starts jnr-ffi as this bundle wants it. jnr-ffi is told by system properties, which it reads when its classes are
 * initialised; they are set for that time only, since the process may have other users of jnr-ffi with classes of their own.
 */
final class JnrFfi {
    /** Whether jnr-ffi binds functions by classes and machine code that it makes; else it does so by reflection. */
    static final String ASM = "jnr.ffi.asm.enabled";
    /** Folder of jffi's library, which jnr-ffi calls through. */
    private static final String STUB_FOLDER = "jffi.boot.library.path";
    /** Where jffi unpacks its library to when that file is in use by other classes of this process: it opens a copy. */
    private static final String COPY_FOLDER = "jffi.extract.dir";

    private JnrFfi() {
    }

    /**
     * Harmless when repeated.
     *
     * @param library of jffi
     * @throws BpfException when it cannot be opened, with the linker's reason
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
