package io.eunomia.launcher.internal.boot;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/** Shows a jar of the class path to the framework. The framework opens and closes it; any thread may read. */
final class JarModule implements ConnectModule, ConnectContent {
    private final File file;
    private final Map<String, String> headers;
    private final ClassLoader loader;
    private JarFile jar;

    JarModule(File file, Map<String, String> headers, ClassLoader loader) {
        this.file = file;
        this.headers = headers;
        this.loader = loader;
    }

    @Override
    public ConnectContent getContent() {
        return this;
    }

    @Override
    public Optional<Map<String, String>> getHeaders() {
        return Optional.of(headers);
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(loader);
    }

    @Override
    public synchronized void open() throws IOException {
        if (jar == null) {
            jar = new JarFile(file, false);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        JarFile open = jar;
        jar = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public Iterable<String> getEntries() throws IOException {
        List<String> names = opened().stream().map(ZipEntry::getName).toList();
        return names;
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        try {
            JarFile open = opened();
            return Optional.ofNullable(open.getEntry(path)).map(entry -> new Entry(open, entry));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private synchronized JarFile opened() throws IOException {
        if (jar == null) {
            throw new IOException(file + " is closed");
        }
        return jar;
    }

    private record Entry(JarFile jar, ZipEntry entry) implements ConnectEntry {
        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return jar.getInputStream(entry);
        }
    }
}
