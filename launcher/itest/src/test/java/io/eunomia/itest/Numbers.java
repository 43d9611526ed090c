package io.eunomia.itest;

import java.util.BitSet;
import java.util.List;

/** The numbers that arrived somewhere, of calls that are numbered from 1 on. */
record Numbers(List<Integer> all, int first) {

    Numbers(List<Integer> all) {
        this(all, 1);
    }

    /** The same for somebody who came late. @param number the first that is to be there */
    Numbers since(int number) {
        return new Numbers(all, number);
    }

    /** How many of those from one to another, both included, did not arrive. */
    int missing(int from, int to) {
        int least = Math.max(from, first);
        return least > to ? 0 : to - least + 1 - seen().get(least, to + 1).cardinality();
    }

    int doubled() {
        return all.size() - seen().cardinality();
    }

    boolean inOrder() {
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i) <= all.get(i - 1)) {
                return false;
            }
        }
        return true;
    }

    private BitSet seen() {
        BitSet seen = new BitSet();
        all.forEach(seen::set);
        return seen;
    }
}
