package io.eunomia.runtime.internal.symbol;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.elf.ByteSource;
import io.eunomia.libbpf.elf.ExecutableFile;
import io.eunomia.runtime.fuzz.Fuzzing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Executables are anybody's: whatever is in one, its functions are read or it is refused. */
class ExecutableFuzzTest extends Fuzzing {

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        try {
            ExecutableFile file = new ExecutableFile(ByteSource.of(ByteBuffer.wrap(input)));
            file.buildId();
            file.debugLink();
            ElfFunctions functions = ElfFunctions.read(file, List.of());
            for (long offset = 0; offset < input.length; offset += 64) {
                Frame frame = functions.find(offset, "x");
                if (frame != null && (frame.offset() < 0 || !frame.known())) {
                    throw new AssertionError(frame);
                }
            }
        } catch (BpfException e) {
            // Refused as promised.
        }
    }

    /** A small executable with a table of symbols, a note and a link, and others that are wrong in one place. */
    private static ByteBuffer executable() {
        ByteBuffer file = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 0x464c457f).put(4, (byte) 2).put(5, (byte) 1).putShort(16, (short) 3).putLong(32, 64).putLong(40, 512)
                .putShort(54, (short) 56).putShort(56, (short) 1).putShort(58, (short) 64).putShort(60, (short) 4).putShort(62, (short) 2);
        file.putInt(64, 1).putInt(68, 5).putLong(72, 0).putLong(80, 0x1000).putLong(96, 1024);
        // Names, and two functions, the second of which reaches over the end.
        file.put(200, "\0one\0two\0.gnu_debuglink\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        file.putInt(264, 1).put(268, (byte) 0x12).putShort(270, (short) 1).putLong(272, 0x1010).putLong(280, 16);
        file.putInt(288, 5).put(292, (byte) 0x12).putShort(294, (short) 1).putLong(296, 0x1020).putLong(304, Long.MAX_VALUE);
        section(file, 1, 0, 2, 264, 48, 2);
        section(file, 2, 0, 3, 200, 30, 0);
        section(file, 3, 9, 1, 320, 16, 0);
        file.put(320, "a.debug\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return file;
    }

    private static void section(ByteBuffer file, int number, int name, int type, long offset, long size, int link) {
        int at = 512 + 64 * number;
        file.putInt(at, name).putInt(at + 4, type).putLong(at + 24, offset).putLong(at + 32, size).putInt(at + 40, link);
    }

    @Override
    protected List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(List.of(object("engine_opens"), executable().array()));
        for (int at = 0; at < executable().limit(); at += 2) {
            for (long wrong : new long[] {-1, Long.MIN_VALUE, Integer.MAX_VALUE, 0xffffffffL}) {
                if (at + 8 <= executable().limit()) {
                    seeds.add(executable().putLong(at, wrong).array());
                }
            }
        }
        for (int length = 0; length < executable().limit(); length += 13) {
            seeds.add(java.util.Arrays.copyOf(executable().array(), length));
        }
        return seeds;
    }
}
