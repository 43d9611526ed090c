package io.eunomia.runtime.internal.symbol;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.elf.ByteSource;
import io.eunomia.libbpf.elf.ExecutableFile;
import io.eunomia.libbpf.elf.ExecutableFile.DebugLink;
import io.eunomia.libbpf.kernel.Processes;
import io.eunomia.libbpf.kernel.Processes.FoundFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Finds the symbols that were taken out of a file, where gdb looks for them: by its build id below {@code /usr/lib/debug/.build-id}, and by
 * its {@code .gnu_debuglink} beside it, in {@code .debug}, and below {@code /usr/lib/debug}. Of a process with another root folder they
 * are those of that root. A file counts if it has the build id, or the checksum that the link demands. Any thread.
 */
final class DebugFiles {
    private static final String FOLDER = "/usr/lib/debug";
    /** A larger file is not read to work its checksum out. */
    private static final long MOST_CHECKED = 1L << 30;
    private static final int BLOCK = 1 << 18;

    private final Processes processes;

    DebugFiles(Processes processes) {
        this.processes = processes;
    }

    /** Uses files that are open. */
    interface Use<T> {
        T use(List<ExecutableFile> files) throws IOException;
    }

    /** Opens what has the symbols of a file, if anything does. @param path of the file below {@code root} */
    <T> T with(Path root, String path, ExecutableFile file, Use<T> use) throws IOException {
        Optional<String> id = file.buildId();
        Optional<DebugLink> link = file.debugLink();
        for (String candidate : candidates(path, id, link)) {
            try (FoundFile found = processes.find(root, candidate)) {
                FileKey.of(found.path());
                try (FileChannel channel = FileChannel.open(found.path())) {
                    ExecutableFile symbols = new ExecutableFile(ByteSource.of(channel));
                    if (belongs(symbols, channel, id, link)) {
                        return use.use(List.of(symbols));
                    }
                }
            } catch (IOException | BpfException e) {
                // There is none here, or it is damaged; the next place is looked at.
                continue;
            }
        }
        return use.use(List.of());
    }

    private static List<String> candidates(String path, Optional<String> id, Optional<DebugLink> link) {
        List<String> all = new ArrayList<>();
        id.ifPresent(one -> all.add(FOLDER + "/.build-id/" + one.substring(0, 2) + '/' + one.substring(2) + ".debug"));
        if (link.isPresent() && path.startsWith("/")) {
            String folder = path.substring(0, path.lastIndexOf('/'));
            String name = '/' + link.get().name();
            if (!path.equals(folder + name)) {
                all.add(folder + name);
            }
            all.add(folder + "/.debug" + name);
            all.add(FOLDER + folder + name);
        }
        return all;
    }

    private static boolean belongs(ExecutableFile symbols, FileChannel channel, Optional<String> id, Optional<DebugLink> link)
            throws IOException {
        if (id.isPresent() && symbols.buildId().isPresent()) {
            return id.equals(symbols.buildId());
        }
        return link.isPresent() && channel.size() <= MOST_CHECKED && checksum(channel) == link.get().crc();
    }

    private static int checksum(FileChannel channel) throws IOException {
        CRC32 sum = new CRC32();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long at = 0; channel.read(block, at) > 0; block.clear()) {
            at += block.position();
            sum.update(block.flip());
        }
        return (int) sum.getValue();
    }
}
