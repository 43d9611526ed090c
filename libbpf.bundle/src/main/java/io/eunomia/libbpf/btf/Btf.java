package io.eunomia.libbpf.btf;

import io.eunomia.libbpf.btf.BtfType.*;
import io.eunomia.libbpf.internal.btf.BtfImage;
import io.eunomia.libbpf.internal.btf.BtfLayout;
import io.eunomia.libbpf.internal.btf.BtfNames;
import io.eunomia.libbpf.internal.btf.BtfSpelling;
import io.eunomia.libbpf.internal.btf.BtfTypeReader;
import io.eunomia.libbpf.internal.btf.BtfTypes;
import io.eunomia.libbpf.internal.btf.FlavoredName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types of an object's {@code .BTF} section or of {@code /sys/kernel/btf/…}. They are checked as a whole when parsed,
 * and type objects are made when asked for. Immutable but for caches; every method may be called from any thread.
 *
 * <p>The kernel's own BTF is about 6 MB with more than 100,000 types; of it this keeps only the section's words and
 * strings and one number per type. The first look-up makes an index by name.
 */
public final class Btf {
    /** With more types than this, type objects are not cached but made anew for each question. */
    private static final int MAX_CACHED = 1 << 14;

    private final Btf base;
    private final BtfImage image;
    private final BtfLayout layout;
    private final BtfTypeReader reader;
    private final BtfType[] cache;
    // Two threads may race and make the index twice, which is harmless.
    private volatile BtfNames names;

    private Btf(byte[] section, Btf base) {
        this.base = base;
        this.image = new BtfImage(section, base == null ? null : base.image);
        this.layout = BtfTypes.check(image, base == null ? null : base.layout);
        this.reader = new BtfTypeReader(image, layout);
        int own = image.typeCount() - image.firstId();
        this.cache = new BtfType[own <= MAX_CACHED ? own : 0];
    }

    /**
     * @param section a whole {@code .BTF} section or the content of {@code /sys/kernel/btf/vmlinux}; not kept
     * @throws MalformedBtfException when anything in it breaks the format
     */
    public static Btf parse(byte[] section) {
        return new Btf(section, null);
    }

    /**
     * Parses a split BTF such as {@code /sys/kernel/btf/MODULE}, whose ids and strings continue those of a base.
     *
     * @param base the kernel's own BTF
     * @throws MalformedBtfException when anything in it breaks the format or refers beyond the base
     */
    public static Btf parse(byte[] section, Btf base) {
        return new Btf(section, base);
    }

    /** One more than the highest type id; id 0 is {@code void}. */
    public int typeCount() {
        return image.typeCount();
    }

    /**
     * @param id from 0 to below {@link #typeCount}
     * @throws IndexOutOfBoundsException for another id
     */
    public BtfType type(int id) {
        if (id < 0 || id >= image.typeCount()) {
            throw new IndexOutOfBoundsException("type id " + id + " of " + image.typeCount());
        }
        if (id != 0 && id < image.firstId()) {
            return base.type(id);
        }
        int slot = id - image.firstId();
        if (slot < 0 || slot >= cache.length) {
            return reader.read(id);
        }
        BtfType cached = cache[slot];
        if (cached == null) {
            cached = reader.read(id);
            cache[slot] = cached;
        }
        return cached;
    }

    /** The type of this name and class with the lowest id, for example {@code find("event", StructType.class)}. */
    public <T extends BtfType> Optional<T> find(String name, Class<T> kind) {
        return findAll(name, kind).stream().findFirst();
    }

    /** All types of this name and class, by id; those of the base first. */
    public <T extends BtfType> List<T> findAll(String name, Class<T> kind) {
        List<T> found = new ArrayList<>(base == null ? List.of() : base.findAll(name, kind));
        for (int id : names().find(name, BtfTypes.kinds(kind))) {
            found.add(kind.cast(type(id)));
        }
        return found;
    }

    /** All types of this class that are a flavor of this name, as {@code task_struct___old} is of {@code task_struct}; by id. */
    public <T extends BtfType> List<T> flavors(String name, Class<T> kind) {
        List<T> found = new ArrayList<>(base == null ? List.of() : base.flavors(name, kind));
        int kinds = BtfTypes.kinds(kind);
        for (int id : names().flavored()) {
            if ((kinds >>> image.kind(id) & 1) != 0 && FlavoredName.essential(image.name(id)).equals(name)
                    && !image.name(id).equals(name)) {
                found.add(kind.cast(type(id)));
            }
        }
        return found;
    }

    private BtfNames names() {
        BtfNames index = names;
        if (index == null) {
            index = new BtfNames(image);
            names = index;
        }
        return index;
    }

    /** The function of this name, for example {@code function("do_unlinkat")} of the kernel's BTF. */
    public Optional<FunctionType> function(String name) {
        return find(name, FunctionType.class);
    }

    /** Every type of a class, by id, without those of the base; type objects are made one at a time as the stream is read. */
    public <T extends BtfType> Stream<T> all(Class<T> kind) {
        int kinds = BtfTypes.kinds(kind);
        return BtfTypes.idsOf(image, kinds).mapToObj(id -> kind.cast(type(id)));
    }

    /** All structs and unions. */
    public List<StructType> structs() {
        return all(StructType.class).toList();
    }

    public List<DataSection> dataSections() {
        return all(DataSection.class).toList();
    }

    public Optional<DataSection> dataSection(String name) {
        return find(name, DataSection.class);
    }

    /**
     * The structs that a variable points to, as {@code const struct event *unused __attribute__((unused))} does. By this
     * convention an object tells the layout of its events. Map definitions are not counted.
     */
    public List<StructType> hintedStructs() {
        return all(Variable.class).map(variable -> resolve(variable.typeId()))
                .filter(Pointer.class::isInstance).map(pointer -> resolve(((Pointer) pointer).typeId()))
                .filter(StructType.class::isInstance).map(StructType.class::cast).distinct().toList();
    }

    /** Tells whether an offset lies in the string section. */
    public boolean hasString(int offset) {
        return image.hasString(offset);
    }

    /**
     * The string at an offset of the string section, which is how {@code .BTF.ext} refers to text; cut after 4096 bytes.
     *
     * @return empty if the offset lies outside
     */
    public Optional<String> string(int offset) {
        return image.hasString(offset) ? Optional.of(image.string(offset)) : Optional.empty();
    }

    /** Skips typedefs, qualifiers and type tags. */
    public BtfType resolve(BtfType type) {
        return resolve(type.id());
    }

    /** Skips typedefs, qualifiers and type tags. */
    public BtfType resolve(int typeId) {
        return type(layout.resolve(checked(typeId)));
    }

    /** Size in bytes; 0 for {@code void}, functions and structs that are only declared. */
    public long sizeOf(BtfType type) {
        return sizeOf(type.id());
    }

    /** Size in bytes; 0 for {@code void}, functions and structs that are only declared. */
    public long sizeOf(int typeId) {
        return layout.size(checked(typeId));
    }

    /** Alignment in bytes; 1 for packed structs and what has no size. */
    public int alignOf(BtfType type) {
        return alignOf(type.id());
    }

    /** Alignment in bytes; 1 for packed structs and what has no size. */
    public int alignOf(int typeId) {
        return layout.alignment(checked(typeId));
    }

    /** C spelling, for example {@code const struct foo *} or {@code unsigned int[4]}; bounded in length. */
    public String typeName(BtfType type) {
        return typeName(type.id());
    }

    /** C spelling, for example {@code const struct foo *} or {@code unsigned int[4]}; bounded in length. */
    public String typeName(int typeId) {
        return BtfSpelling.spell(image, checked(typeId));
    }

    /** The tags of a type and of its members or parameters ({@code btf_decl_tag}). Looks through all types. */
    public List<DeclTag> declTags(BtfType type) {
        List<DeclTag> tags = new ArrayList<>(base == null ? List.of() : base.declTags(type));
        all(DeclTag.class).filter(tag -> tag.typeId() == type.id()).forEach(tags::add);
        return tags;
    }

    /** Drops the cached type objects and the index; they are made again when asked for. */
    public void trim() {
        Arrays.fill(cache, null);
        names = null;
    }

    private int checked(int id) {
        if (id < 0 || id >= image.typeCount()) {
            throw new IndexOutOfBoundsException("type id " + id + " of " + image.typeCount());
        }
        return id;
    }
}
