package io.eunomia.libbpf.internal.btf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds types by name without making strings: it chains type ids by the hash of their names' bytes. It holds the named types
 * of one image; types of the image's base are found through the base's own table.
 */
public final class BtfNames {
    private final BtfImage image;
    /** The first id of each chain, 0 for none; ids of later types come first. */
    private final int[] heads;
    private final int[] next;
    /** Ids of types whose names have three underscores in a row, which set off a flavor. */
    private int[] flavored = new int[16];
    private int flavors;

    public BtfNames(BtfImage image) {
        this.image = image;
        int own = image.typeCount() - image.firstId();
        this.heads = new int[Integer.highestOneBit(Math.max(8, own))];
        this.next = new int[own];
        for (int id = image.firstId(); id < image.typeCount(); id++) {
            add(id);
        }
    }

    private void add(int id) {
        int offset = image.word(id, 0);
        if (!image.hasString(offset)) {
            return;
        }
        byte[] bytes = image.stringBytes(offset);
        int start = image.stringStart(offset);
        if (bytes[start] == 0) {
            return;
        }
        int hash = 0;
        int underscores = 0;
        boolean flavor = false;
        for (int at = start; bytes[at] != 0; at++) {
            hash = 31 * hash + bytes[at];
            underscores = bytes[at] == '_' ? underscores + 1 : 0;
            flavor |= underscores == 3;
        }
        if (flavor) {
            if (flavors == flavored.length) {
                flavored = Arrays.copyOf(flavored, 2 * flavors);
            }
            flavored[flavors++] = id;
        }
        int chain = chain(hash);
        next[id - image.firstId()] = heads[chain];
        heads[chain] = id;
    }

    public BtfImage image() {
        return image;
    }

    /** The ids of the types whose names may have a flavor, ascending; see {@link FlavoredName}. */
    public int[] flavored() {
        return Arrays.copyOf(flavored, flavors);
    }

    private int chain(int hash) {
        return (hash ^ hash >>> 16) * 0x9e3779b9 >>> Integer.numberOfLeadingZeros(heads.length) + 1;
    }

    /**
     * @param kinds bit {@code 1 << kind} for each wanted kind
     * @return the ids of the types of that name and kind, ascending
     */
    public int[] find(String name, int kinds) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        int hash = 0;
        for (byte each : wanted) {
            hash = 31 * hash + each;
        }
        int[] found = new int[4];
        int count = 0;
        for (int id = heads[chain(hash)]; id != 0 && wanted.length > 0; id = next[id - image.firstId()]) {
            if ((kinds >>> image.kind(id) & 1) != 0 && named(id, wanted)) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = id;
            }
        }
        int[] ids = Arrays.copyOf(found, count);
        Arrays.sort(ids);
        return ids;
    }

    private boolean named(int id, byte[] wanted) {
        int offset = image.word(id, 0);
        byte[] bytes = image.stringBytes(offset);
        int start = image.stringStart(offset);
        int end = start + wanted.length;
        return end < bytes.length && bytes[end] == 0 && Arrays.equals(bytes, start, end, wanted, 0, wanted.length);
    }
}
