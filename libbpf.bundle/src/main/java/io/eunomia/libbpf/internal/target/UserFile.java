package io.eunomia.libbpf.internal.target;

import io.eunomia.libbpf.elf.ByteSource;
import io.eunomia.libbpf.elf.ExecutableFile;
import io.eunomia.libbpf.elf.ExecutableFile.Section;
import io.eunomia.libbpf.elf.MalformedObjectException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the functions and static tracepoints of an executable or library, for programs that are to be attached in it. The
 * file is read when asked and all bounds are checked, because it may be anybody's. Only 64-bit little-endian ELF is
 * understood; about other files nothing is said.
 */
public final class UserFile {
    private static final int FUNCTION = 2;
    private static final int INDIRECT_FUNCTION = 10;
    private static final int STAPSDT = 3;

    private final Path path;

    public UserFile(Path path) {
        this.path = path;
    }

    /** The reason why nothing can be attached in this file at all; empty if something can. */
    public Optional<String> fault() {
        if (!Files.exists(path)) {
            return Optional.of("there is no file " + path);
        }
        if (!Files.isRegularFile(path)) {
            return Optional.of(path + " is no regular file");
        }
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer head = ByteBuffer.allocate(128);
            channel.read(head, 0);
            return isElf(head) ? Optional.empty() : Optional.of(path + " is not an ELF file: it " + kind(head));
        } catch (IOException e) {
            return Optional.of(path + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean isElf(ByteBuffer head) {
        return head.position() >= 4 && head.getInt(0) == 0x7f454c46;
    }

    private static String kind(ByteBuffer head) {
        String text = new String(head.array(), 0, head.position(), StandardCharsets.ISO_8859_1);
        return text.isEmpty() ? "is empty" : text.startsWith("#!")
                ? "is a script for " + text.substring(2).lines().findFirst().orElse("").strip()
                : "does not begin as one";
    }

    /** The reason why a function of this name cannot be attached to; empty if it can, or this kind of file is not understood. */
    public Optional<String> lacksFunction(String name) {
        return read(file -> {
            List<FunctionSymbol> found = new ArrayList<>();
            functions(file, symbol -> {
                if (symbol.called(name)) {
                    found.add(symbol);
                }
            });
            if (found.stream().anyMatch(one -> one.defined() && !one.indirect())) {
                return Optional.empty();
            }
            String subject = "\"" + name + "\" of " + path;
            boolean indirect = found.stream().anyMatch(FunctionSymbol::defined);
            return Optional.of(indirect ? subject + " is chosen when the program starts (an indirect function) and has no"
                    + " place of its own" : !found.isEmpty() ? subject + " is another library's: attach to it there"
                    : path + " has no function \"" + name + "\" in its symbol tables");
        });
    }

    /** The reason why a pattern with {@code *} and {@code ?} matches nothing; empty if it does, or the file is not understood. */
    public Optional<String> lacksFunctions(String pattern) {
        Pattern wanted = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
        return read(file -> defined(file).stream().anyMatch(one -> wanted.matcher(one.plainName()).matches())
                ? Optional.empty() : Optional.of(path + " has no function that " + pattern + " matches"));
    }

    /**
     * The reason why no instruction can be at an offset; empty if one can, or this kind of file is not understood.
     *
     * @param symbol the function that the offset counts from; empty for the beginning of the file
     */
    public Optional<String> lacksCode(String symbol, long offset) {
        return read(file -> {
            long start = symbol.isEmpty() ? 0 : defined(file).stream().filter(one -> one.plainName().equals(symbol))
                    .mapToLong(one -> file.offset(one.address())).findFirst().orElse(-1);
            return start < 0 || executable(file, start + offset) ? Optional.empty() : Optional.of("offset 0x"
                    + Long.toHexString(offset) + (symbol.isEmpty() ? "" : " from " + symbol) + " is in no code of " + path);
        });
    }

    /** The reason why a static tracepoint (USDT) cannot be attached to; empty if it can, or the file is not understood. */
    public Optional<String> lacksProbe(String provider, String probe) {
        return read(file -> {
            TreeSet<String> all = new TreeSet<>();
            for (Section table : file.sections(ExecutableFile.NOTE)) {
                probes(file.content(table, Integer.MAX_VALUE), all);
            }
            if (all.contains(provider + ':' + probe)) {
                return Optional.<String>empty();
            }
            return Optional.of(path + " has no static tracepoint " + provider + ':' + probe + (all.isEmpty()
                    ? ", and none at all" : "; it has " + String.join(", ", all.stream().limit(20).toList())));
        });
    }

    /** Reads {@code stapsdt} notes: three addresses, then provider, name and arguments, each ended by a zero. */
    private static void probes(ByteBuffer notes, TreeSet<String> all) {
        long at = 0;
        while (at + 12 <= notes.limit()) {
            long nameSize = Integer.toUnsignedLong(notes.getInt((int) at));
            long size = Integer.toUnsignedLong(notes.getInt((int) at + 4));
            long content = at + 12 + (nameSize + 3 & ~3L);
            if (notes.getInt((int) at + 8) == STAPSDT && "stapsdt".equals(text(notes, at + 12)) && content + size <= notes.limit()) {
                String provider = text(notes, content + 24);
                all.add(provider + ':' + text(notes, content + 24 + provider.length() + 1));
            }
            at = content + (size + 3 & ~3L);
        }
    }

    private static String text(ByteBuffer notes, long from) {
        String text = ExecutableFile.text(notes, from, Integer.MAX_VALUE);
        if (text == null) {
            throw new IndexOutOfBoundsException("a note has no end");
        }
        return text;
    }

    private Optional<String> read(Question question) {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(path)) {
            if (channel.size() > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.limit() < 64 || bytes.get(4) != 2 || bytes.get(5) != 1) {
                return Optional.empty();
            }
            return question.ask(new ExecutableFile(ByteSource.of(bytes)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | MalformedObjectException | IOException e) {
            return Optional.of(path + " is damaged: its tables lie outside of it");
        }
    }

    private interface Question {
        Optional<String> ask(ExecutableFile file) throws IOException;
    }

    /** @param address the address at which the file says that it is loaded */
    private record FunctionSymbol(String name, long address, boolean defined, boolean indirect) {
        /** The name without {@code @VERSION}. Compares as libbpf does: {@code malloc} and {@code malloc@@VERSION} are one. */
        String plainName() {
            int at = name.indexOf('@');
            return at < 0 ? name : name.substring(0, at);
        }

        boolean called(String wanted) {
            return name.equals(wanted) || name.startsWith(wanted) && name.charAt(wanted.length()) == '@';
        }
    }

    private interface FunctionVisitor {
        void function(FunctionSymbol symbol);
    }

    private static void functions(ExecutableFile file, FunctionVisitor visitor) throws IOException {
        for (int type : new int[] {ExecutableFile.SYMTAB, ExecutableFile.DYNSYM}) {
            for (Section table : file.sections(type)) {
                ByteBuffer strings = file.strings(table, Integer.MAX_VALUE);
                file.symbols(table, Integer.MAX_VALUE, (name, info, section, value, size) -> {
                    int kind = info & 0xf;
                    if (kind == FUNCTION || kind == INDIRECT_FUNCTION) {
                        String text = ExecutableFile.text(strings, name, Integer.MAX_VALUE);
                        if (text == null) {
                            throw new IndexOutOfBoundsException("a name lies outside the file");
                        }
                        visitor.function(new FunctionSymbol(text, value, section != 0, kind == INDIRECT_FUNCTION));
                    }
                });
            }
        }
    }

    private static List<FunctionSymbol> defined(ExecutableFile file) throws IOException {
        List<FunctionSymbol> found = new ArrayList<>();
        functions(file, symbol -> {
            if (symbol.defined() && !symbol.indirect()) {
                found.add(symbol);
            }
        });
        return found;
    }

    private static boolean executable(ExecutableFile file, long offset) {
        return file.segments().stream().anyMatch(one -> one.loaded() && one.executable() && one.containsOffset(offset));
    }
}
