package io.eunomia.runtime.internal.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Code is data from strangers: whatever it is, following it ends and throws nothing. */
class FunctionScanTest {

    private static FunctionScan scan(byte[] code) {
        ByteBuffer buffer = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        FunctionScan scan = new FunctionScan(buffer, at -> at % 3 == 0 ? "events" : null, at -> "e->f" + at + " = 1;");
        scan.run(0, code.length / 8);
        return scan;
    }

    @Test
    void random_code_is_harmless() {
        Random random = new Random(3);
        int[] likely = {0xbf, 0x07, 0x0f, 0xb7, 0x18, 0x85, 0x7b, 0x79, 0x63, 0x95, 0x05};
        int[] helpers = {1, 16, 25, 45, 67, 113, 114, 130, 131};
        int outputs = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] code = new byte[8 * (1 + random.nextInt(24))];
            random.nextBytes(code);
            for (int at = 0; at < code.length; at += 8) {
                int opcode = likely[random.nextInt(likely.length)];
                code[at] = (byte) opcode;
                if (opcode == 0x85) {
                    code[at + 1] = 0;
                    ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(at + 4, helpers[random.nextInt(helpers.length)]);
                }
            }
            outputs += scan(code).outputs().size();
        }
        assertThat(outputs).isPositive();
    }

    @Test
    void a_record_on_the_stack_is_followed_to_the_helper() {
        ByteBuffer code = ByteBuffer.allocate(9 * 8).order(ByteOrder.LITTLE_ENDIAN);
        code.putLong(0x0000_0001_0000_00b7L);               // r0 = 1
        code.putLong(0x0000_0000_fff8_0a7bL);               // *(u64 *)(r10 - 8) = r0
        code.putLong(0x0000_0000_0000_a4bfL);               // r4 = r10
        code.putLong(0xffff_fff0_0000_0407L);               // r4 += -16
        code.putLong(0x0000_0010_0000_05b7L);               // r5 = 16
        code.putLong(0x0000_0000_0000_0000L);               // not an instruction: passed over
        code.putLong(0x0000_0000_0000_0218L).putLong(0);    // r2 = map, at index 6
        code.putLong(0x0000_0019_0000_0085L);               // call perf_event_output
        FunctionScan scan = scan(code.array());
        assertThat(scan.outputs()).containsExactly(new Output("events", 0, -16, 16, 8));
        assertThat(scan.writes()).containsExactly(new Write(0, -8, 8, Write.Kind.STORE, List.of("e->f1 = 1;")));
    }
}
