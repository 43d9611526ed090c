package io.eunomia.libbpf.internal.core;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.core.KernelTypes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a kernel's types from a file that a user names or sends: the BTF itself, or a vmlinux that holds it. */
public final class TypesFileReader {
    private static final int MAGIC = 0xeb9f;
    private static final int ELF = 0x464c457f;
    private static final int ELF_64_LITTLE = 0x0102;
    private static final int SECTION_HEADER_BYTES = 64;
    /** The largest accepted BTF section: that of Linux 6.18 has 5 MB, with every driver built in 30. */
    private static final long MAX_SECTION = 64 << 20;
    /** The bytes of {@code .rodata} that are searched; the banner is in its first parts. */
    private static final int MAX_BANNER_SEARCH = 32 << 20;
    private static final int PIECE = 1 << 18;
    private static final int LONGEST_BANNER = 256;
    private static final Pattern BANNER = Pattern.compile("Linux version ([0-9]+\\.[0-9]+[^ \\x00]{0,120}) ");
    private static final Pattern RELEASE = Pattern.compile("(?<![0-9.])([3-9]\\.[0-9]{1,2}(?![0-9])[-.+~_0-9A-Za-z]*)");
    private static final Pattern ENDING = Pattern.compile("(\\.(btf|elf|vmlinux|debug|o))+$");

    private final Content content;
    private final String name;

    /** The bytes of a file, or bytes that were sent. */
    private interface Content {
        long size() throws IOException;

        /** Reads a part, little-endian; it is shorter than asked for at the end. */
        ByteBuffer read(long from, int length) throws IOException;
    }

    private TypesFileReader(String name, Content content) {
        this.name = name;
        this.content = content;
    }

    public static KernelTypes read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            if (Files.isDirectory(file)) {
                throw wrong(file.toString(), "it is a folder");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw wrong(file.toString(), "it is a pipe or a device, and only regular files are read");
            }
            try (FileChannel channel = FileChannel.open(file)) {
                return new TypesFileReader(name, of(channel)).read();
            }
        } catch (NoSuchFileException e) {
            throw wrong(file.toString(), "there is no such file");
        } catch (AccessDeniedException e) {
            throw wrong(file.toString(), "permission denied");
        } catch (IOException e) {
            throw wrong(file.toString(), "it cannot be read: " + e.getMessage());
        }
    }

    public static KernelTypes read(String name, byte[] content) {
        try {
            return new TypesFileReader(name, of(content)).read();
        } catch (IOException e) {
            throw wrong(name, e.getMessage());
        }
    }

    private static Content of(FileChannel channel) throws IOException {
        // Files below /sys have a size, but a read gives less than it asks for.
        return new Content() {
            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public ByteBuffer read(long from, int length) throws IOException {
                ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
                int got = 0;
                while (got >= 0 && bytes.hasRemaining()) {
                    got = channel.read(bytes, from + bytes.position());
                }
                return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }

    private static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public ByteBuffer read(long from, int length) {
                int start = (int) Math.min(from, bytes.length);
                return ByteBuffer.wrap(bytes, start, Math.min(length, bytes.length - start)).slice()
                        .order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }

    private KernelTypes read() throws IOException {
        ByteBuffer head = content.read(0, SECTION_HEADER_BYTES);
        if (head.limit() >= 4 && (head.getShort(0) & 0xffff) == MAGIC) {
            return new KernelTypes(name, fromName(), whole(0, content.size(), "the file"));
        }
        if (head.limit() < SECTION_HEADER_BYTES || head.getInt(0) != ELF) {
            throw wrong(name, "it is neither BTF nor an ELF file" + kind(head));
        }
        if (head.getShort(4) != ELF_64_LITTLE) {
            throw wrong(name, "it is not of a 64-bit little-endian kernel");
        }
        return fromElf(head);
    }

    private static String kind(ByteBuffer head) {
        int start = head.limit() < 4 ? 0 : head.getInt(0);
        if ((start & 0xffff) == 0x8b1f || start == 0xfd2fb528 || start == 0x587a37fd) {
            return "; it is compressed: unpack it first (gzip -d, zstd -d, xz -d, tar -x)";
        }
        return (start & 0xffff) == 0x5a4d ? "; it is a kernel image as boot loaders take it: scripts/extract-vmlinux of the"
                + " kernel's source gets the vmlinux out of it" : "";
    }

    private KernelTypes fromElf(ByteBuffer head) throws IOException {
        long table = head.getLong(40);
        int count = head.getShort(60) & 0xffff;
        int names = head.getShort(62) & 0xffff;
        if (head.getShort(58) != SECTION_HEADER_BYTES || table <= 0 || names >= count) {
            throw wrong(name, "its section headers are missing or damaged");
        }
        ByteBuffer headers = content.read(table, count * SECTION_HEADER_BYTES);
        if (headers.limit() < count * SECTION_HEADER_BYTES) {
            throw wrong(name, "its section headers are cut off");
        }
        byte[] strings = whole(offset(headers, names), size(headers, names), "the section names");
        byte[] types = null;
        Optional<String> release = Optional.empty();
        for (int i = 1; i < count; i++) {
            String section = text(strings, headers.getInt(i * SECTION_HEADER_BYTES));
            if (section.equals(".BTF")) {
                types = whole(offset(headers, i), size(headers, i), ".BTF");
            } else if (section.equals(".rodata")) {
                release = banner(offset(headers, i), size(headers, i));
            }
        }
        if (types == null) {
            throw wrong(name, "it has no section .BTF: the kernel was built without CONFIG_DEBUG_INFO_BTF, or it was"
                    + " stripped; pahole -J makes one of a vmlinux with DWARF");
        }
        return new KernelTypes(name, release.or(this::fromName), types);
    }

    private static long offset(ByteBuffer headers, int section) {
        return headers.getLong(section * SECTION_HEADER_BYTES + 24);
    }

    private static long size(ByteBuffer headers, int section) {
        return headers.getLong(section * SECTION_HEADER_BYTES + 32);
    }

    private static String text(byte[] strings, int at) {
        int end = at;
        while (end >= 0 && end < strings.length && strings[end] != 0) {
            end++;
        }
        return at < 0 || at >= strings.length ? "" : new String(strings, at, end - at, StandardCharsets.ISO_8859_1);
    }

    private byte[] whole(long offset, long size, String what) throws IOException {
        if (offset < 0 || size < 0 || size > MAX_SECTION) {
            throw wrong(name, what + " has " + Long.toUnsignedString(size) + " bytes, more than " + MAX_SECTION);
        }
        ByteBuffer bytes = content.read(offset, (int) size);
        if (bytes.limit() < size) {
            throw wrong(name, what + " is cut off by the file's end");
        }
        byte[] copy = new byte[(int) size];
        bytes.get(copy);
        return copy;
    }

    /** Finds {@code linux_banner} of init/version.c, piece by piece because the section may have 20 MB. */
    private Optional<String> banner(long offset, long size) throws IOException {
        long end = offset + Math.max(0, Math.min(size, MAX_BANNER_SEARCH));
        for (long at = Math.max(0, offset); at < end; at += PIECE) {
            ByteBuffer bytes = content.read(at, (int) Math.min(PIECE + LONGEST_BANNER, end - at));
            Matcher matcher = BANNER.matcher(StandardCharsets.ISO_8859_1.decode(bytes));
            if (matcher.find()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    private Optional<String> fromName() {
        Matcher matcher = RELEASE.matcher(ENDING.matcher(name).replaceFirst(""));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static BpfException wrong(String name, String problem) {
        return new BpfException("kernel types read", name, 0, problem + "; --btf takes BTF as in /sys/kernel/btf/vmlinux, or"
                + " a vmlinux ELF that holds it");
    }
}
