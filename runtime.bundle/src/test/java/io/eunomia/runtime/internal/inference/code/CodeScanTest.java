package io.eunomia.runtime.internal.inference.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.internal.inference.code.Region.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Code is data from strangers: whatever it is, following it ends and throws nothing. */
class CodeScanTest {
    private static final int STEPS = 20_000;

    /** Every third address is that of a map, every seventh that of data, every eleventh that of a function. */
    private record Bytes(ByteBuffer code) implements CodeContext {
        Bytes(byte[] code) {
            this(ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN));
        }

        @Override
        public String section() {
            return "code";
        }

        @Override
        public Optional<Reference> reference(int at) {
            return at % 3 == 0 ? Optional.of(new MapReference("events"))
                    : at % 7 == 0 ? Optional.of(new DataReference(".bss", at))
                    : at % 11 == 0 ? Optional.of(new FunctionReference(this, at / 11)) : Optional.empty();
        }

        @Override
        public Optional<Facts> member(int at) {
            return at % 5 == 0 ? Optional.of(Facts.ofType(Facts.Sign.SIGNED, 32, at)) : Optional.empty();
        }

        @Override
        public Optional<Facts> loaded(int at, int size) {
            return member(at);
        }

        @Override
        public Facts typed(int typeId) {
            return Facts.NONE;
        }

        @Override
        public Facts typeAt(Region region, int offset, int size) {
            return Facts.NONE;
        }

        @Override
        public int functionEnd(int start) {
            return code.limit() / 8;
        }

        @Override
        public int valueSize(String map) {
            return 16;
        }
    }

    private static CodeScan scan(byte[] code, Budget budget) {
        CodeScan scan = new CodeScan(new Bytes(code), budget);
        scan.run(0);
        return scan;
    }

    @Test
    void random_code_is_harmless() {
        Random random = new Random(3);
        int[] likely = {0xbf, 0x07, 0x0f, 0xb7, 0x18, 0x85, 0x7b, 0x79, 0x63, 0x95, 0x05, 0x15, 0x2d, 0x67, 0x77, 0xdc};
        int[] helpers = {1, 2, 16, 25, 26, 45, 67, 113, 114, 120, 130, 131, 164, 181, 198, 201, 202, 203};
        int outputs = 0;
        for (int round = 0; round < 10_000; round++) {
            byte[] code = new byte[8 * (1 + random.nextInt(40))];
            random.nextBytes(code);
            for (int at = 0; at < code.length; at += 8) {
                int opcode = likely[random.nextInt(likely.length)];
                code[at] = (byte) opcode;
                ByteBuffer words = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
                if (opcode == 0x85) {
                    code[at + 1] = (byte) (random.nextInt(8) == 0 ? 0x10 : 0);
                    words.putInt(at + 4, code[at + 1] == 0 ? helpers[random.nextInt(helpers.length)] : random.nextInt(9) - 4);
                } else {
                    words.putShort(at + 2, (short) (random.nextInt(21) - 10));
                    words.putInt(at + 4, random.nextInt(65) - 32);
                }
            }
            outputs += scan(code, new Budget(STEPS)).outputs().size();
        }
        assertThat(outputs).isPositive();
    }

    @Test
    void code_that_never_ends_is_left_when_the_budget_is_spent() {
        ByteBuffer code = ByteBuffer.allocate(4 * 8).order(ByteOrder.LITTLE_ENDIAN);
        code.putLong(0x0000_0001_0000_0007L);               // r0 += 1
        code.putLong(0x0000_0000_fffe_0005L);               // goto -2
        code.putLong(0x0000_0000_0000_1085L);               // call the next function, which is this one
        code.putLong(0x0000_0000_fffe_0005L);
        Budget endless = new Budget(STEPS);
        scan(code.array(), endless);
        assertThat(endless.exhausted()).as("a state that stops changing ends the loop").isFalse();
        Budget small = new Budget(1);
        scan(code.array(), small);
        assertThat(small.exhausted()).isTrue();
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
        CodeScan scan = scan(code.array(), new Budget(STEPS));
        Region stack = new Region(Region.Kind.STACK, "code", 0);
        assertThat(scan.outputs()).containsExactly(new Output(new CodePoint("code", 8), "events", new Place(stack, -16), 16,
                3));
        assertThat(scan.writes()).singleElement().satisfies(write -> {
            assertThat(write.place()).isEqualTo(new Place(stack, -8));
            assertThat(write.size()).isEqualTo(8);
            assertThat(write.constant()).isEqualTo(1);
        });
    }

    @Test
    void what_only_one_of_two_branches_knows_is_not_known_behind_them() {
        ByteBuffer code = ByteBuffer.allocate(9 * 8).order(ByteOrder.LITTLE_ENDIAN);
        code.putLong(0x0000_0000_0000_a6bfL);               // r6 = r10
        code.putLong(0xffff_fff0_0000_0607L);               // r6 += -16
        code.putLong(0x0000_0000_0001_0115L);               // if r1 == 0 goto +1
        code.putLong(0x0000_0008_0000_0607L);               // r6 += 8
        code.putLong(0x0000_0000_0000_067bL);               // *(u64 *)(r6 + 0) = r0
        code.putLong(0x0000_0000_0000_0095L);               // exit
        assertThat(scan(code.array(), new Budget(STEPS)).writes()).singleElement()
                .satisfies(write -> assertThat(write.exact()).isFalse());
    }
}
