package io.eunomia.runtime.internal.inference.code;

import io.eunomia.runtime.internal.inference.code.CodeContext.FunctionReference;
import io.eunomia.runtime.internal.inference.code.Facts.Sign;
import io.eunomia.runtime.internal.inference.code.MachineState.Cell;
import io.eunomia.runtime.internal.inference.code.Region.Place;

/** Applies a helper's call to a state, by the table of {@link Helpers}. */
final class HelperCall {
    /** The limit is above any record; a larger size is not believed. */
    private static final int MAX_SIZE = 1 << 20;
    private static final int DYNPTR_SIZE = 16;
    /** {@code BPF_F_USER_BUILD_ID} of {@code bpf_get_stack}: structs instead of addresses. */
    private static final int USER_BUILD_ID = 1 << 11;

    private final Walk walk;
    private final CodeContext context;
    private final String path;

    HelperCall(Walk walk, String path) {
        this.walk = walk;
        this.context = walk.context();
        this.path = path;
    }

    /** Applies a call. @return the helper's result */
    Value call(int at, int number, MachineState state) {
        if (Helpers.lookup(number)) {
            key(at, state.get(1), state.get(2));
            return lookup(at, state.get(1));
        }
        if (Helpers.perfOutput(number)) {
            output(at, state.get(2), state.get(4), state.get(5), 3);
            return Value.unknown(Helper.LONG.originAt(at), at);
        }
        return switch (number) {
            case Helpers.RINGBUF_RESERVE -> reserve(at, state.get(1), state.get(2));
            case Helpers.RINGBUF_OUTPUT -> output(at, state.get(1), state.get(2), state.get(3), 1);
            case Helpers.MAP_UPDATE -> {
                key(at, state.get(1), state.get(2));
                yield update(at, state.get(1), state.get(3));
            }
            case Helpers.GET_STACKID -> stackId(at, state);
            case Helpers.MAP_PUSH -> update(at, state.get(1), state.get(2));
            case Helpers.RINGBUF_RESERVE_DYNPTR -> reserveDynamic(at, state);
            case Helpers.DYNPTR_WRITE -> writeDynamic(at, state);
            case Helpers.DYNPTR_DATA -> dynamic(state, state.get(1), state.get(2), at);
            case Helpers.LOOP, Helpers.FOR_EACH_MAP_ELEM, Helpers.FIND_VMA -> callback(at, number, state);
            default -> other(at, Helpers.get(number), state);
        };
    }

    private void key(int at, Value map, Value key) {
        if (map.kind() == Value.Kind.MAP && key.isPointer()) {
            walk.trace().key(at, new Keyed(map.map(), new Place(key.region(), (int) key.number())));
        }
    }

    private Value stackId(int at, MachineState state) {
        if (state.get(2).kind() == Value.Kind.MAP) {
            walk.trace().stackId(point(at), state.get(2).map());
        }
        return other(at, Helpers.get(Helpers.GET_STACKID), state);
    }

    private Value lookup(int at, Value map) {
        if (map.kind() != Value.Kind.MAP) {
            return Value.UNKNOWN;
        }
        Region region = new Region(Region.Kind.VALUE, map.map(), 0);
        walk.trace().lookup(at, region);
        return Value.pointer(region, 0, at);
    }

    private Value reserve(int at, Value map, Value size) {
        Value record = Value.pointer(new Region(Region.Kind.RESERVED, path + '@' + context.section(), at), 0, at);
        output(at, map, record, size, -1);
        return record;
    }

    private Value output(int at, Value map, Value data, Value size, int argument) {
        if (map.kind() == Value.Kind.MAP && data.isPointer()) {
            boolean known = size.isNumber() && size.number() > 0 && size.number() < MAX_SIZE;
            walk.trace().output(new Output(point(at), map.map(), new Place(data.region(), (int) data.number()),
                    known ? (int) size.number() : -1, argument));
        }
        return Value.unknown(Helper.LONG.originAt(at), at);
    }

    private Value update(int at, Value map, Value value) {
        if (map.kind() == Value.Kind.MAP && value.isPointer()) {
            walk.trace().transfer(at, new Transfer(new Place(value.region(), (int) value.number()),
                    new Place(new Region(Region.Kind.VALUE, map.map(), 0), 0), context.valueSize(map.map())));
        }
        return Value.unknown(Helper.LONG.originAt(at), at);
    }

    private Value reserveDynamic(int at, MachineState state) {
        Value record = reserve(at, state.get(1), state.get(2));
        Value holder = state.get(4);
        if (holder.isPointer()) {
            state.write(new Place(holder.region(), (int) holder.number()), DYNPTR_SIZE, record);
        }
        return Value.unknown(Helper.LONG, at);
    }

    /** Returns the place in the record that a dynptr and an offset stand for. */
    private static Value dynamic(MachineState state, Value holder, Value offset, int at) {
        Cell held = holder.isPointer()
                ? state.read(new Place(holder.region(), (int) holder.number()), DYNPTR_SIZE) : null;
        return held == null || held.value().region() == null || !offset.isNumber() ? Value.UNKNOWN
                : held.value().plus(offset.number(), at);
    }

    private Value writeDynamic(int at, MachineState state) {
        Value target = dynamic(state, state.get(1), state.get(2), at);
        Value source = state.get(3);
        Value size = state.get(4);
        if (target.isPointer() && source.isPointer() && believable(size)) {
            walk.trace().transfer(at, new Transfer(new Place(source.region(), (int) source.number()),
                    new Place(target.region(), (int) target.number()), (int) size.number()));
        }
        return Value.unknown(Helper.LONG, at);
    }

    private static boolean believable(Value size) {
        return size.isNumber() && size.number() > 0 && size.number() < MAX_SIZE;
    }

    /**
     * Follows the callback of {@code bpf_loop(n, function, argument)} and the like: whatever the function does with its
     * argument is done here.
     */
    private Value callback(int at, int number, MachineState state) {
        Value function = state.get(number == Helpers.FIND_VMA ? 3 : 2);
        Value argument = state.get(number == Helpers.FIND_VMA ? 4 : 3);
        if (argument.region() != null) {
            state.forget(argument.region());
        }
        if (function.kind() == Value.Kind.FUNCTION) {
            MachineState inside = state.copy();
            inside.called(Value.UNKNOWN);
            inside.set(number == Helpers.LOOP ? 2 : number == Helpers.FIND_VMA ? 3 : 4, argument);
            context.reference((int) function.number()).filter(FunctionReference.class::isInstance)
                    .ifPresent(target -> walk.call((FunctionReference) target, at, inside));
        }
        return Value.unknown(Helper.LONG.originAt(at), at);
    }

    private Value other(int at, Helper helper, MachineState state) {
        if (helper == null) {
            for (int i = 1; i <= 5; i++) {
                // An unknown helper may write wherever its arguments point.
                if (state.get(i).region() != null) {
                    state.forget(state.get(i).region());
                }
            }
            return Value.unknown(Facts.NONE.originAt(at), at);
        }
        if (helper.writes() && state.get(helper.target()).region() != null) {
            write(at, helper, state);
        }
        return Value.unknown(helper.result().originAt(at), at);
    }

    private void write(int at, Helper helper, MachineState state) {
        Value target = state.get(helper.target());
        Value size = helper.size() < 0 ? Value.number(-helper.size(), at) : state.get(helper.size());
        int bytes = believable(size) ? (int) size.number() : 0;
        Place place = new Place(target.region(), (int) target.number());
        Write.Kind kind = helper.kind();
        if (kind == Write.Kind.STACK && state.get(4).isNumber() && (state.get(4).number() & USER_BUILD_ID) != 0) {
            kind = Write.Kind.COPY;
        }
        Facts facts = copied(helper, kind, state);
        if (target.isPointer() && bytes > 0) {
            state.write(place, bytes, Value.unknown(facts, at));
        } else {
            state.forget(target.region());
        }
        walk.trace().extent(new Extent(point(at), place, size.facts().originAt(size.at()), target.facts()));
        walk.trace().write(new Write(point(at), kind, place, bytes, target.isPointer(), facts, null,
                point(target.at()), -1, helper.target() - 1, helper.struct()));
    }

    private Facts copied(Helper helper, Write.Kind kind, MachineState state) {
        if (kind == Write.Kind.TEXT) {
            return Facts.NONE.textual();
        }
        if (helper.written() != Sign.UNKNOWN) {
            return Facts.of(helper.written(), 64);
        }
        Facts source = helper.source() == 0 ? Facts.NONE : state.get(helper.source()).facts();
        // The bytes have the type of what lay at the address.
        return source.address() ? context.typed(source.typeId()) : Facts.NONE;
    }

    private CodePoint point(int at) {
        return new CodePoint(context.section(), at);
    }
}
