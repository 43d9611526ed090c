package io.eunomia.libbpf.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Damages an object the way a hostile sender would: mostly where numbers steer its readers (headers, symbols,
 * relocations, types), with values at the edges. The same seed gives the same damage.
 */
public final class ObjectMutator {
    private static final Set<String> STEERING = Set.of(".BTF", ".BTF.ext", ".symtab", ".strtab", ".maps", "license");
    private static final int[] EDGES = {0, 1, 2, 3, 4, 7, 8, 15, 16, 24, 32, 63, 64, 0x7f, 0x80, 0xff, 0x100, 0x7fff,
        0x8000, 0xffff, 0x10000, 0xffffff, 0x1000000, 0x7fffffff, 0x80000000, 0xfffffff8, 0xfffffffe, 0xffffffff,
        0x18, 0x85, 0x1085, 0x01000000, 0x04000001, 0x84000001, 0x03000000, 0x08000000, 0x0a000000, 0x0d000002,
        0x0f000001};

    private record Region(int offset, int size) {
    }

    private final byte[] sound;
    private final List<Region> steering = new ArrayList<>();
    private final List<Region> sections = new ArrayList<>();
    private Random random = new Random();

    /** @param sound an object that {@link ElfObject#parse} accepts */
    public ObjectMutator(byte[] sound) {
        this(sound, ObjectMutator::steers);
        steering.add(new Region(0, 64));
        int headers = (int) ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getLong(40);
        steering.add(new Region(headers, sound.length - headers));
    }

    /** Damages mostly certain sections. @param chosen tells which */
    public ObjectMutator(byte[] sound, Predicate<ElfSection> chosen) {
        this.sound = sound;
        for (ElfSection section : ElfObject.parse(sound).sections()) {
            if (section.content().limit() > 0) {
                Region region = new Region(section.offset(), section.size());
                sections.add(region);
                if (chosen.test(section)) {
                    steering.add(region);
                }
            }
        }
    }

    private static boolean steers(ElfSection section) {
        boolean ignored = section.name().startsWith(".rel.BTF") || section.debug();
        return STEERING.contains(section.name()) || section.type() == ElfSection.REL && !ignored;
    }

    /** A damaged copy. */
    public byte[] mutate(long seed) {
        random = new Random(seed);
        byte[] copy = sound.clone();
        int times = 1 + random.nextInt(random.nextInt(4) == 0 ? 16 : 3);
        for (int i = 0; i < times; i++) {
            damage(copy, ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
        }
        return random.nextInt(32) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length + 1)) : copy;
    }

    private void damage(byte[] copy, ByteBuffer bytes) {
        int at = place();
        int word = Math.min(at & ~3, copy.length - 4);
        switch (random.nextInt(8)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) random.nextInt();
            case 2, 3 -> bytes.putInt(word, EDGES[random.nextInt(EDGES.length)]);
            case 4 -> bytes.putInt(word, random.nextInt(200));
            case 5 -> bytes.putInt(word, bytes.getInt(word) + random.nextInt(17) - 8);
            case 6 -> bytes.putInt(word, bytes.getInt(Math.min(place() & ~3, copy.length - 4)));
            default -> {
                int from = place();
                int length = Math.min(1 + random.nextInt(48), copy.length - Math.max(at, from));
                System.arraycopy(copy, from, copy, at, length);
            }
        }
    }

    private int place() {
        List<Region> regions = random.nextInt(4) == 0 ? sections : steering;
        Region region = regions.get(random.nextInt(regions.size()));
        return region.offset() + random.nextInt(region.size());
    }
}
