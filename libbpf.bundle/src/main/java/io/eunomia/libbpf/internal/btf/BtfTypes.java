package io.eunomia.libbpf.internal.btf;

import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.*;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Answers {@link io.eunomia.libbpf.btf.Btf}'s questions about a whole image. */
public final class BtfTypes {
    private static final int EVERY_KIND = -1;
    private static final Map<Class<? extends BtfType>, Integer> KINDS = kindsByClass();

    private BtfTypes() {
    }

    private static Map<Class<? extends BtfType>, Integer> kindsByClass() {
        Map<Class<? extends BtfType>, Integer> kinds = new HashMap<>();
        kinds.put(BtfType.class, EVERY_KIND);
        kinds.put(VoidType.class, 0);
        kinds.put(IntType.class, mask(BtfKind.INT));
        kinds.put(Pointer.class, mask(BtfKind.PTR));
        kinds.put(ArrayType.class, mask(BtfKind.ARRAY));
        kinds.put(StructType.class, mask(BtfKind.STRUCT) | mask(BtfKind.UNION));
        kinds.put(EnumType.class, mask(BtfKind.ENUM) | mask(BtfKind.ENUM64));
        kinds.put(Forward.class, mask(BtfKind.FWD));
        kinds.put(Typedef.class, mask(BtfKind.TYPEDEF));
        kinds.put(Modifier.class, mask(BtfKind.CONST) | mask(BtfKind.VOLATILE) | mask(BtfKind.RESTRICT)
                | mask(BtfKind.TYPE_TAG));
        kinds.put(FunctionType.class, mask(BtfKind.FUNC));
        kinds.put(FunctionProto.class, mask(BtfKind.FUNC_PROTO));
        kinds.put(Variable.class, mask(BtfKind.VAR));
        kinds.put(DataSection.class, mask(BtfKind.DATASEC));
        kinds.put(FloatType.class, mask(BtfKind.FLOAT));
        kinds.put(DeclTag.class, mask(BtfKind.DECL_TAG));
        return Map.copyOf(kinds);
    }

    private static int mask(int kind) {
        return 1 << kind;
    }

    /** The kinds that are read as this class, with bit {@code 1 << kind} for each. */
    public static int kinds(Class<? extends BtfType> type) {
        return KINDS.get(type);
    }

    /** The image's own ids of these kinds, ascending. */
    public static IntStream idsOf(BtfImage image, int kinds) {
        return IntStream.range(image.firstId(), image.typeCount()).filter(id -> (kinds >>> image.kind(id) & 1) != 0);
    }

    /**
     * Checks every type of the image itself.
     *
     * @param base the layout of the image's base, or null
     * @throws io.eunomia.libbpf.btf.MalformedBtfException for the first malformed type, which the message names
     */
    public static BtfLayout check(BtfImage image, BtfLayout base) {
        boolean partialInts = BtfChecker.check(image);
        BtfLayout layout = new BtfLayout(image, partialInts || base != null && base.partialInts());
        BtfContainment.check(image, layout);
        return layout;
    }
}
