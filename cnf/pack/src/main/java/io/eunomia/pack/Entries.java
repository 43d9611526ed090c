package io.eunomia.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** What of a jar is kept: all that is not known to be of use to nobody who runs it. */
final class Entries {
    /** Licences and notices are not among them, nor META-INF/DEPENDENCIES, which says under which licence each part is. */
    private static final Pattern NEEDLESS = Pattern.compile(String.join("|",
            "OSGI-OPT/.*",                              // sources
            "META-INF/maven/.*",                        // how it was built
            "META-INF/native-image/.*",                 // for GraalVM's compiler
            "META-INF/changelog\\.txt",                 // of Felix SCR, 13 KB
            "META-INF/[^/]*\\.(SF|RSA|DSA|EC)",         // signatures: the classes are no longer what was signed
            "(javax|jakarta)/servlet/resources/.*",     // schemas of web.xml: 0.5 MB, read by servers that deploy WAR files
            "xmlns/scr/.*\\.xsd"));                     // schemas of OSGI-INF/*.xml, for editors: SCR reads without them
    private static final String FIRST = JarFile.MANIFEST_NAME;

    private Entries() {
    }

    static boolean needed(String name) {
        return !name.endsWith("/") && !NEEDLESS.matcher(name).matches();
    }

    /** By name, in the order in which they are written: the manifest first, where streams look for it. */
    static Map<String, byte[]> kept(Path file) throws IOException {
        Map<String, byte[]> kept = new TreeMap<>(Comparator.comparing((String name) -> !name.equals(FIRST))
                .thenComparing(Comparator.naturalOrder()));
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            List<JarEntry> all = Collections.list(jar.entries());
            for (JarEntry entry : all) {
                if (needed(entry.getName())) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        kept.put(entry.getName(), in.readAllBytes());
                    }
                }
            }
            Manifest manifest = jar.getManifest();
            if (manifest != null && removeDigests(manifest)) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                manifest.write(bytes);
                kept.put(FIRST, bytes.toByteArray());
            }
        }
        return kept;
    }

    /** @return whether there were any; else the manifest stays byte for byte */
    private static boolean removeDigests(Manifest manifest) {
        boolean found = false;
        for (Attributes section : manifest.getEntries().values()) {
            found |= section.keySet().removeIf(key -> key.toString().contains("-Digest"));
        }
        return found && manifest.getEntries().values().removeIf(Attributes::isEmpty) | found;
    }
}
