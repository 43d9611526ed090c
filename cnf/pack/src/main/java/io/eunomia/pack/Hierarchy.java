package io.eunomia.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Which class extends which, read out of jars and the JDK without loading any. Owns the open jars. */
final class Hierarchy implements AutoCloseable {
    private static final String OBJECT = "java/lang/Object";

    private final List<JarFile> jars = new ArrayList<>();
    private final Map<String, Optional<ClassReader>> known = new HashMap<>();

    Hierarchy(List<Path> files) throws IOException {
        for (Path file : files) {
            jars.add(new JarFile(file.toFile(), false));
        }
    }

    /**
     * The nearest class that both extend. To the JVM's verifier an interface is no better than Object, and a class that is
     * nowhere (what a jar can use and does not have to) is taken for one that extends Object alone.
     */
    String commonSuperClass(String one, String other) {
        if (one.equals(other)) {
            return one;
        }
        Set<String> ancestors = line(one);
        for (String name : line(other)) {
            if (ancestors.contains(name)) {
                return name;
            }
        }
        return OBJECT;
    }

    /** The class, what it extends, and so on up to Object. */
    private Set<String> line(String name) {
        Set<String> line = new LinkedHashSet<>();
        String next = name;
        while (next != null && line.add(next)) {
            Optional<ClassReader> found = known.computeIfAbsent(next, this::find);
            boolean isInterface = found.isPresent() && (found.get().getAccess() & Opcodes.ACC_INTERFACE) != 0;
            next = isInterface ? null : found.map(ClassReader::getSuperName).orElse(null);
        }
        return line;
    }

    private Optional<ClassReader> find(String name) {
        String entry = name + ".class";
        try {
            for (JarFile jar : jars) {
                ZipEntry found = jar.getEntry(entry);
                if (found != null) {
                    try (InputStream in = jar.getInputStream(found)) {
                        return Optional.of(new ClassReader(in));
                    }
                }
            }
            try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(entry)) {
                return in == null ? Optional.empty() : Optional.of(new ClassReader(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + entry, e);
        }
    }

    @Override
    public void close() throws IOException {
        for (JarFile jar : jars) {
            jar.close();
        }
    }
}
