package io.eunomia.runtime.internal.symbol;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.elf.ByteSource;
import io.eunomia.libbpf.elf.ExecutableFile;
import io.eunomia.libbpf.kernel.Processes;
import io.eunomia.libbpf.kernel.Processes.FoundFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds the functions of the files that processes have mapped. A file counts only if it is the one that is mapped: one of the same name that
 * replaced it has other functions. Any thread.
 */
final class MappedFiles {
    private static final int MOST_VDSO = 1 << 16;

    private final Path proc;
    private final Processes processes;
    private final DebugFiles debug;
    private final FunctionCache cache;

    /** @param proc where the kernel shows processes */
    MappedFiles(Path proc, Processes processes, FunctionCache cache) {
        this.cache = cache;
        this.proc = proc;
        this.processes = processes;
        this.debug = new DebugFiles(processes);
    }

    /** What a process has mapped. @param key tells whether it is still kept */
    record Loaded(FileKey key, Functions functions) {
    }

    /** Returns the functions of a file that was loaded; null if they are not kept any more. */
    Functions kept(FileKey key) {
        return cache.get(key);
    }

    /**
     * Reads the functions of the file that is mapped, unless they are kept; there are none if it has no tables that can be read.
     *
     * @throws IOException when it cannot be reached
     */
    Loaded load(int pid, Mapping mapping) throws IOException {
        return with(pid, mapping, (path, key) -> {
            Functions kept = cache.get(key);
            return new Loaded(key, kept != null ? kept : cache.put(key, read(pid, mapping, path)));
        });
    }

    private ElfFunctions read(int pid, Mapping mapping, Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            ExecutableFile file = new ExecutableFile(ByteSource.of(channel));
            if (!file.sections(ExecutableFile.SYMTAB).isEmpty()) {
                return ElfFunctions.read(file, List.of());
            }
            return debug.with(root(pid), mapping.path(), file, others -> ElfFunctions.read(file, others));
        } catch (BpfException e) {
            // It is damaged or no executable: there is nothing to be told of it.
            return ElfFunctions.NONE;
        }
    }

    /** Reads the functions that the kernel gives each process, from the process's own memory. */
    ElfFunctions vdso(int pid, Mapping mapping) {
        long size = mapping.end() - mapping.start();
        if (size <= 0 || size > MOST_VDSO) {
            return ElfFunctions.NONE;
        }
        try (FileChannel memory = FileChannel.open(proc.resolve(pid + "/mem"))) {
            ByteBuffer image = ByteBuffer.allocate((int) size);
            while (image.hasRemaining() && memory.read(image, mapping.start() + image.position()) > 0) {
                continue;
            }
            return ElfFunctions.read(new ExecutableFile(ByteSource.of(image.flip())), List.of());
        } catch (IOException | BpfException e) {
            return ElfFunctions.NONE;
        }
    }

    private Path root(int pid) {
        return proc.resolve(pid + "/root");
    }

    private interface Use<T> {
        T use(Path path, FileKey key) throws IOException;
    }

    private <T> T with(int pid, Mapping mapping, Use<T> use) throws IOException {
        // This link leads to the very file, also when it was deleted, but only for who has CAP_CHECKPOINT_RESTORE.
        Path link = proc.resolve(pid + "/map_files/" + Long.toHexString(mapping.start()) + '-'
                + Long.toHexString(mapping.end()));
        FileKey linked = key(link);
        if (linked != null && linked.is(mapping)) {
            return use.use(link, linked);
        }
        if (mapping.deleted()) {
            throw new NoSuchFileException(mapping.path());
        }
        try (FoundFile file = processes.find(root(pid), mapping.path())) {
            FileKey key = FileKey.of(file.path());
            if (!key.is(mapping)) {
                throw new NoSuchFileException(mapping.path(), null, "another file has its name now");
            }
            return use.use(file.path(), key);
        }
    }

    private static FileKey key(Path path) {
        try {
            return FileKey.of(path);
        } catch (IOException e) {
            return null;
        }
    }
}
