package io.eunomia.pack;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Takes the names of local variables out of a class, and what else only a debugger reads; line numbers and the name of the
 * source stay, for stack traces. A class of before Java 6 becomes one of Java 8: the JVM puts none of the former into an
 * archive of classes and verifies them by inference, which is slow, where newer ones carry the types along.
 */
final class ClassTrimmer {
    /** The first with stack map frames. */
    private static final int FIRST_WITH_FRAMES = Opcodes.V1_6;
    private static final int LIFTED = Opcodes.V1_8;
    private static final int MAJOR = 0xFFFF;

    private final Hierarchy hierarchy;

    ClassTrimmer(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    byte[] trim(byte[] original) {
        // A lifted class as well, so that trimming it again changes nothing: ASM numbers constants as it meets them.
        ClassReader reader = new ClassReader(major(original) < FIRST_WITH_FRAMES ? lift(original) : original);
        // With a new constant pool: nothing stays in it that only the removed parts named.
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new WithoutVariables(writer), 0);
        return writer.toByteArray();
    }

    private byte[] lift(byte[] original) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String one, String other) {
                return hierarchy.commonSuperClass(one, other);
            }
        };
        new ClassReader(original).accept(new Lifted(writer), ClassReader.SKIP_FRAMES);
        return writer.toByteArray();
    }

    /** The version of a class, without what is in the upper half. */
    static int major(byte[] bytes) {
        return new ClassReader(bytes).readInt(4) & MAJOR;
    }

    private static final class WithoutVariables extends ClassVisitor {
        WithoutVariables(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitLocalVariable(String variable, String type, String generic, Label start, Label end, int index) {
                    // Left out.
                }
            };
        }
    }

    /** The new version, and no subroutines, which finally blocks once were and Java 7 did away with. */
    private static final class Lifted extends ClassVisitor {
        Lifted(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
            super.visit(LIFTED, access, name, signature, superName, interfaces);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new JSRInlinerAdapter(next, access, name, descriptor, signature, exceptions);
        }
    }
}
