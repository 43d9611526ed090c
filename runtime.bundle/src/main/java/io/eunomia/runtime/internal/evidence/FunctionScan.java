package io.eunomia.runtime.internal.evidence;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Follows pointers and constants through one function, instruction after instruction as they stand
 * (Documentation/bpf/standardization/instruction-set.rst). Branches are not followed: a compiler keeps a record's
 * pointer in one place, which is what has to be known; everything else becomes unknown.
 */
final class FunctionScan {
    private static final int FRAME_POINTER = 10;
    private static final int LOAD_64 = 0x18;
    private static final int CALL = 0x85;
    private static final int MOVE_REGISTER = 0xbf;
    private static final int MOVE = 0xb7;
    private static final int MOVE_32 = 0xb4;
    private static final int ADD = 0x07;
    private static final int ADD_REGISTER = 0x0f;
    private static final int LOAD_DOUBLE = 0x79;
    private static final int STORE_DOUBLE = 0x7b;

    private final ByteBuffer code;
    private final IntFunction<String> mapAt;
    private final IntFunction<String> lineAt;
    private final Value[] registers = new Value[FRAME_POINTER + 1];
    private final Map<Integer, Value> spilled = new HashMap<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    /**
     * What is known of a register.
     *
     * @param number the constant, or a pointer's offset in its region
     * @param at index of the instruction that made it
     */
    record Value(Kind kind, int region, long number, String map, int at) {
        static final Value UNKNOWN = new Value(Kind.UNKNOWN, 0, 0, "", 0);

        enum Kind {
            UNKNOWN, NUMBER, POINTER, MAP
        }

        static Value number(long number) {
            return new Value(Kind.NUMBER, 0, number, "", 0);
        }

        static Value pointer(int region, long offset) {
            return new Value(Kind.POINTER, region, offset, "", 0);
        }

        Value plus(long more) {
            return kind == Kind.NUMBER || kind == Kind.POINTER ? new Value(kind, region, number + more, "", at) : UNKNOWN;
        }

        Value madeAt(int instruction) {
            return kind == Kind.POINTER ? new Value(kind, region, number, map, instruction) : this;
        }

        boolean isPointer() {
            return kind == Kind.POINTER;
        }

        boolean isNumber() {
            return kind == Kind.NUMBER;
        }
    }

    /**
     * @param code the section, little-endian
     * @param mapAt the map whose address an instruction loads, or null
     * @param lineAt the source line of an instruction
     */
    FunctionScan(ByteBuffer code, IntFunction<String> mapAt, IntFunction<String> lineAt) {
        this.code = code;
        this.mapAt = mapAt;
        this.lineAt = lineAt;
    }

    List<Write> writes() {
        return writes;
    }

    List<Output> outputs() {
        return outputs;
    }

    /** @param first index of the function's first instruction @param end index after its last */
    void run(int first, int end) {
        Arrays.fill(registers, Value.UNKNOWN);
        registers[FRAME_POINTER] = Value.pointer(0, 0);
        int at = first;
        while (at < end) {
            at += step(at);
        }
    }

    /** @return number of slots the instruction takes */
    private int step(int at) {
        int opcode = code.get(8 * at) & 0xff;
        int pair = code.get(8 * at + 1) & 0xff;
        int to = Math.min(pair & 15, FRAME_POINTER);
        int from = Math.min(pair >> 4, FRAME_POINTER);
        int offset = code.getShort(8 * at + 2);
        int immediate = code.getInt(8 * at + 4);
        if (opcode == LOAD_64) {
            String map = mapAt.apply(at);
            boolean whole = 8 * at + 16 <= code.limit();
            long high = whole ? code.getInt(8 * at + 12) : 0;
            registers[to] = map != null ? new Value(Value.Kind.MAP, 0, 0, map, at)
                    : Value.number(high << 32 | immediate & 0xffffffffL);
            return 2;
        }
        switch (opcode & 7) {
            case 1 -> load(opcode, to, from, offset);
            case 2, 3 -> store(at, opcode, to, from, offset);
            case 4, 7 -> registers[to] = computed(opcode, to, from, immediate).madeAt(at);
            default -> call(at, opcode, from, immediate);
        }
        return 1;
    }

    private void load(int opcode, int to, int from, int offset) {
        boolean stack = opcode == LOAD_DOUBLE && registers[from].isPointer() && registers[from].region() == 0;
        registers[to] = stack ? spilled.getOrDefault((int) registers[from].number() + offset, Value.UNKNOWN)
                : Value.UNKNOWN;
    }

    private void store(int at, int opcode, int to, int from, int offset) {
        Value target = registers[to];
        if (!target.isPointer() || (opcode >> 5) != 3) {
            return;
        }
        int size = switch (opcode >> 3 & 3) {
            case 0 -> 4;
            case 1 -> 2;
            case 2 -> 1;
            default -> 8;
        };
        int place = (int) target.number() + offset;
        if (target.region() == 0) {
            spilled.put(place, opcode == STORE_DOUBLE ? registers[from] : Value.UNKNOWN);
        }
        writes.add(new Write(target.region(), place, size, Write.Kind.STORE, List.of(lineAt.apply(at))));
    }

    private Value computed(int opcode, int to, int from, int immediate) {
        return switch (opcode) {
            case MOVE_REGISTER -> registers[from];
            case MOVE -> Value.number(immediate);
            case MOVE_32 -> Value.number(immediate & 0xffffffffL);
            case ADD -> registers[to].plus(immediate);
            case ADD_REGISTER -> sum(registers[to], registers[from]);
            default -> Value.UNKNOWN;
        };
    }

    private static Value sum(Value one, Value other) {
        if (other.isNumber()) {
            return one.plus(other.number);
        }
        return one.isNumber() ? other.plus(one.number) : Value.UNKNOWN;
    }

    private void call(int at, int opcode, int from, int helper) {
        if (opcode != CALL) {
            return;
        }
        Value result = from == 0 ? helper(at, helper) : Value.UNKNOWN;
        Arrays.fill(registers, 1, 6, Value.UNKNOWN);
        registers[0] = result;
    }

    /** Numbers are those of {@code enum bpf_func_id} (include/uapi/linux/bpf.h). */
    private Value helper(int at, int helper) {
        switch (helper) {
            case 1 -> {     // map_lookup_elem
                return Value.pointer(at, 0);
            }
            case 131 -> {   // ringbuf_reserve
                output(at, registers[1], Value.pointer(at, 0), registers[2]);
                return Value.pointer(at, 0);
            }
            case 25, 111, 121 -> output(at, registers[2], registers[4], registers[5]);  // perf_event_output, skb_, xdp_
            case 130 -> output(at, registers[1], registers[2], registers[3]);           // ringbuf_output
            case 45, 114, 115 -> copy(at, registers[1], registers[2], Write.Kind.TEXT);    // probe_read*_str
            case 16 -> copy(at, registers[1], registers[2], Write.Kind.TEXT);              // get_current_comm
            case 4, 112, 113, 148 -> copy(at, registers[1], registers[2], Write.Kind.COPY); // probe_read*, copy_from_user
            case 67 -> copy(at, registers[2], registers[3], Write.Kind.COPY);              // get_stack
            default -> {
                return Value.UNKNOWN;
            }
        }
        return Value.UNKNOWN;
    }

    private void output(int at, Value map, Value data, Value size) {
        if (map.kind() == Value.Kind.MAP && data.isPointer()) {
            outputs.add(new Output(map.map(), data.region(), (int) data.number(),
                    size.isNumber() ? (int) size.number : -1, at));
        }
    }

    private void copy(int at, Value target, Value size, Write.Kind kind) {
        if (target.isPointer() && size.isNumber() && size.number > 0 && size.number < 1 << 20) {
            writes.add(new Write(target.region(), (int) target.number(), (int) size.number, kind,
                    List.of(lineAt.apply(target.at()), lineAt.apply(at))));
        }
    }
}
