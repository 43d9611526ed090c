package io.eunomia.libbpf.btf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes BTF sections word by word, sound ones and others. */
public final class BtfBuilder {
    public static final int INT = 1;
    public static final int PTR = 2;
    public static final int ARRAY = 3;
    public static final int STRUCT = 4;
    public static final int UNION = 5;
    public static final int ENUM = 6;
    public static final int FWD = 7;
    public static final int TYPEDEF = 8;
    public static final int VOLATILE = 9;
    public static final int CONST = 10;
    public static final int RESTRICT = 11;
    public static final int FUNC = 12;
    public static final int FUNC_PROTO = 13;
    public static final int VAR = 14;
    public static final int DATASEC = 15;
    public static final int FLOAT = 16;
    public static final int DECL_TAG = 17;
    public static final int TYPE_TAG = 18;
    public static final int ENUM64 = 19;
    public static final int FLAG = 1 << 31;

    private final ByteArrayOutputStream types = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final int firstString;
    private int nextId;

    public BtfBuilder() {
        this(1, 0);
        strings.write(0);
    }

    /** Continues another section, as module BTF does. */
    BtfBuilder(int firstId, int firstString) {
        this.nextId = firstId;
        this.firstString = firstString;
    }

    /** Offset of a new string. */
    public int string(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int offset = firstString + strings.size();
        strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        strings.write(0);
        return offset;
    }

    /**
     * Adds a type record.
     *
     * @param flags {@link #FLAG} or 0
     * @param rest the words after size or type
     * @return its id
     */
    public int type(String name, int kind, int vlen, int flags, int sizeOrType, int... rest) {
        words(string(name), flags | kind << 24 | vlen, sizeOrType);
        words(rest);
        return nextId++;
    }

    public int type(String name, int kind, int sizeOrType) {
        return type(name, kind, 0, 0, sizeOrType);
    }

    /** A 32-bit {@code int}. */
    public int integer() {
        return type("int", INT, 0, 0, 4, 1 << 24 | 32);
    }

    /** Adds words as they are, whether they make a record or not. */
    public BtfBuilder words(int... words) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(words);
        types.writeBytes(buffer.array());
        return this;
    }

    int stringLength() {
        return strings.size();
    }

    public byte[] build() {
        ByteBuffer all = ByteBuffer.allocate(24 + types.size() + strings.size()).order(ByteOrder.LITTLE_ENDIAN);
        all.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24);
        all.putInt(0).putInt(types.size()).putInt(types.size()).putInt(strings.size());
        return all.put(types.toByteArray()).put(strings.toByteArray()).array();
    }

    Btf parse() {
        return Btf.parse(build());
    }
}
