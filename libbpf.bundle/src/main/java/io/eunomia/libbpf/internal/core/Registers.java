package io.eunomia.libbpf.internal.core;

import java.util.Arrays;

/**
 * The knowledge about each register that holds at an instruction on every way to it: a number, the address of constant data,
 * or nothing. Changed in place.
 */
final class Registers {
    private static final int COUNT = 16;
    /** A value in {@link #sections} for a register of which nothing is known; sections of data have numbers from 1. */
    private static final int UNKNOWN = -1;
    private static final int NUMBER = 0;

    private final int[] sections = new int[COUNT];
    private final long[] values = new long[COUNT];

    Registers() {
        Arrays.fill(sections, UNKNOWN);
    }

    private Registers(Registers other) {
        System.arraycopy(other.sections, 0, sections, 0, COUNT);
        System.arraycopy(other.values, 0, values, 0, COUNT);
    }

    Registers copy() {
        return new Registers(this);
    }

    boolean isNumber(int register) {
        return sections[register] == NUMBER;
    }

    long value(int register) {
        return values[register];
    }

    /** The section of the constant data that a register points into; 0 or less if it does not. */
    int section(int register) {
        return sections[register];
    }

    void number(int register, long value) {
        sections[register] = NUMBER;
        values[register] = value;
    }

    void address(int register, int section, long offset) {
        sections[register] = section;
        values[register] = offset;
    }

    void unknown(int register) {
        sections[register] = UNKNOWN;
        values[register] = 0;
    }

    void move(int to, int from) {
        sections[to] = sections[from];
        values[to] = values[from];
    }

    /** Forgets the registers of arguments and result, because a call overwrites them. */
    void called() {
        for (int register = 0; register <= 5; register++) {
            unknown(register);
        }
    }

    /** Keeps only the knowledge that another way to the same instruction shares. @return true when anything was forgotten */
    boolean join(Registers other) {
        boolean changed = false;
        for (int register = 0; register < COUNT; register++) {
            boolean same = sections[register] == other.sections[register] && values[register] == other.values[register];
            if (!same && sections[register] != UNKNOWN) {
                unknown(register);
                changed = true;
            }
        }
        return changed;
    }
}
