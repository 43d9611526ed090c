package io.eunomia.libbpf.internal.target;

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
    /** {@code PT_LOAD} and {@code PF_X} of elf(5). */
    private static final int LOADED = 1;
    private static final int EXECUTABLE = 1;
    private static final int SYMTAB = 2;
    private static final int NOTE = 7;
    private static final int DYNSYM = 11;
    private static final int FUNCTION = 2;
    private static final int INDIRECT_FUNCTION = 10;
    private static final int SYMBOL = 24;
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
            boolean elsewhere = false;
            boolean indirect = false;
            for (Table table : file.tables(SYMTAB, DYNSYM)) {
                for (long at = table.offset; at + SYMBOL <= table.offset + table.size; at += SYMBOL) {
                    int type = file.bytes.get((int) at + 4) & 0xf;
                    if (type != FUNCTION && type != INDIRECT_FUNCTION || !named(file, table, at, name)) {
                        continue;
                    }
                    boolean defined = file.bytes.getShort((int) at + 6) != 0;
                    if (defined && type == FUNCTION) {
                        return Optional.<String>empty();
                    }
                    elsewhere |= !defined;
                    indirect |= defined;
                }
            }
            String subject = "\"" + name + "\" of " + path;
            return Optional.of(indirect ? subject + " is chosen when the program starts (an indirect function) and has no"
                    + " place of its own" : elsewhere ? subject + " is another library's: attach to it there"
                    : path + " has no function \"" + name + "\" in its symbol tables");
        });
    }

    /** The reason why a pattern with {@code *} and {@code ?} matches nothing; empty if it does, or the file is not understood. */
    public Optional<String> lacksFunctions(String pattern) {
        Pattern wanted = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
        return read(file -> file.functions().stream().anyMatch(one -> one.defined() && wanted.matcher(one.plainName()).matches())
                ? Optional.empty() : Optional.of(path + " has no function that " + pattern + " matches"));
    }

    /**
     * The reason why no instruction can be at an offset; empty if one can, or this kind of file is not understood.
     *
     * @param symbol the function that the offset counts from; empty for the beginning of the file
     */
    public Optional<String> lacksCode(String symbol, long offset) {
        return read(file -> {
            long start = symbol.isEmpty() ? 0 : file.functions().stream().filter(one -> one.defined() && one.plainName()
                    .equals(symbol)).mapToLong(one -> file.fileOffset(one.address())).findFirst().orElse(-1);
            return start < 0 || file.executable(start + offset) ? Optional.empty() : Optional.of("offset 0x"
                    + Long.toHexString(offset) + (symbol.isEmpty() ? "" : " from " + symbol) + " is in no code of " + path);
        });
    }

    /** Compares names as libbpf does: {@code malloc}, {@code malloc@VERSION} and {@code malloc@@VERSION} are one. */
    private static boolean named(Image file, Table table, long at, String name) {
        String found = file.text(table.strings + Integer.toUnsignedLong(file.bytes.getInt((int) at)));
        return found.equals(name) || found.startsWith(name) && found.charAt(name.length()) == '@';
    }

    /** The reason why a static tracepoint (USDT) cannot be attached to; empty if it can, or the file is not understood. */
    public Optional<String> lacksProbe(String provider, String probe) {
        return read(file -> {
            TreeSet<String> all = new TreeSet<>();
            file.tables(NOTE, NOTE).forEach(table -> probes(file, table, all));
            if (all.contains(provider + ':' + probe)) {
                return Optional.<String>empty();
            }
            return Optional.of(path + " has no static tracepoint " + provider + ':' + probe + (all.isEmpty()
                    ? ", and none at all" : "; it has " + String.join(", ", all.stream().limit(20).toList())));
        });
    }

    /** Reads {@code stapsdt} notes: three addresses, then provider, name and arguments, each ended by a zero. */
    private static void probes(Image file, Table table, TreeSet<String> all) {
        long at = table.offset;
        long end = table.offset + table.size;
        while (at + 12 <= end) {
            long nameSize = Integer.toUnsignedLong(file.bytes.getInt((int) at));
            long size = Integer.toUnsignedLong(file.bytes.getInt((int) at + 4));
            long content = at + 12 + (nameSize + 3 & ~3L);
            if (file.bytes.getInt((int) at + 8) == STAPSDT && file.text(at + 12).equals("stapsdt")
                    && content + size <= end) {
                String provider = file.text(content + 24);
                all.add(provider + ':' + file.text(content + 24 + provider.length() + 1));
            }
            at = content + (size + 3 & ~3L);
        }
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
            return question.ask(new Image(bytes));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | IOException e) {
            return Optional.of(path + " is damaged: its tables lie outside of it");
        }
    }

    private interface Question {
        Optional<String> ask(Image file);
    }

    /** @param strings offset of the names of its entries */
    private record Table(long offset, long size, long strings) {
    }

    /** @param address the address at which the file says that it is loaded */
    private record FunctionSymbol(String name, long address, boolean defined) {
        /** The name without {@code @VERSION}. */
        String plainName() {
            int at = name.indexOf('@');
            return at < 0 ? name : name.substring(0, at);
        }
    }

    private record Image(ByteBuffer bytes) {

        List<FunctionSymbol> functions() {
            List<FunctionSymbol> found = new ArrayList<>();
            for (Table table : tables(SYMTAB, DYNSYM)) {
                for (long at = table.offset; at + SYMBOL <= table.offset + table.size; at += SYMBOL) {
                    if ((bytes.get((int) at + 4) & 0xf) == FUNCTION) {
                        found.add(new FunctionSymbol(text(table.strings + Integer.toUnsignedLong(bytes.getInt((int) at))),
                                bytes.getLong((int) at + 8), bytes.getShort((int) at + 6) != 0));
                    }
                }
            }
            return found;
        }

        /** Finds loaded segments. {@code Elf64_Phdr}: type at 0, flags 4, offset 8, address 16, size in the file at 32. */
        private List<Integer> segments() {
            long headers = bytes.getLong(0x20);
            int entry = Short.toUnsignedInt(bytes.getShort(0x36));
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < Short.toUnsignedInt(bytes.getShort(0x38)); i++) {
                int at = Math.toIntExact(headers + (long) i * entry);
                if (bytes.getInt(at) == LOADED) {
                    found.add(at);
                }
            }
            return found;
        }

        /** @return the offset in the file, -1 for an address that is not in it */
        long fileOffset(long address) {
            return segments().stream().filter(at -> address >= bytes.getLong(at + 16)
                    && address < bytes.getLong(at + 16) + bytes.getLong(at + 32))
                    .mapToLong(at -> address - bytes.getLong(at + 16) + bytes.getLong(at + 8)).findFirst().orElse(-1);
        }

        boolean executable(long offset) {
            return segments().stream().anyMatch(at -> (bytes.getInt(at + 4) & EXECUTABLE) != 0
                    && offset >= bytes.getLong(at + 8) && offset < bytes.getLong(at + 8) + bytes.getLong(at + 32));
        }

        /** Finds sections of either type: {@code Elf64_Shdr} has type at 4, offset at 24, size at 32, link at 40. */
        List<Table> tables(int type, int other) {
            long sections = bytes.getLong(0x28);
            int entry = Short.toUnsignedInt(bytes.getShort(0x3a));
            int count = Short.toUnsignedInt(bytes.getShort(0x3c));
            List<Table> found = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int at = Math.toIntExact(sections + (long) i * entry);
                if (bytes.getInt(at + 4) == type || bytes.getInt(at + 4) == other) {
                    int link = Math.toIntExact(sections + (long) bytes.getInt(at + 40) * entry);
                    found.add(checked(new Table(bytes.getLong(at + 24), bytes.getLong(at + 32),
                            bytes.getLong(link + 24))));
                }
            }
            return found;
        }

        private Table checked(Table table) {
            if (table.offset < 0 || table.size < 0 || table.strings < 0
                    || table.offset + table.size > bytes.limit() || table.strings > bytes.limit()) {
                throw new IndexOutOfBoundsException("a section lies outside the file");
            }
            return table;
        }

        String text(long from) {
            int at = Math.toIntExact(from);
            int end = at;
            while (bytes.get(end) != 0) {
                end++;
            }
            byte[] text = new byte[end - at];
            bytes.get(at, text);
            return new String(text, StandardCharsets.UTF_8);
        }
    }
}
