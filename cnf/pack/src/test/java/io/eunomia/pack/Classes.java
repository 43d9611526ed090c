package io.eunomia.pack;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Classes as compilers of other times wrote them. */
final class Classes {
    private Classes() {
    }

    /**
     * {@code static int twice(int n)} doubles; its work is a subroutine, as finally blocks once were, and before the end two
     * branches meet, so that from Java 7 on there has to be a stack map frame.
     */
    static byte[] old(String name, int version) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
        writer.visitSource("Old.java", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "twice", "(I)I", null, null);
        Label start = new Label();
        Label subroutine = new Label();
        Label negative = new Label();
        Label end = new Label();
        method.visitCode();
        method.visitLabel(start);
        method.visitLineNumber(42, start);
        method.visitLdcInsn("in the frame, as String");
        method.visitVarInsn(Opcodes.ASTORE, 2);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitJumpInsn(Opcodes.IFLT, negative);
        method.visitJumpInsn(Opcodes.JSR, subroutine);
        method.visitLabel(negative);
        // A class that is named only after the frame.
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Integer", "signum", "(I)I", false);
        method.visitInsn(Opcodes.POP);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitInsn(Opcodes.IRETURN);
        method.visitLabel(subroutine);
        method.visitVarInsn(Opcodes.ASTORE, 1);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitInsn(Opcodes.ICONST_2);
        method.visitInsn(Opcodes.IMUL);
        method.visitVarInsn(Opcodes.ISTORE, 0);
        method.visitVarInsn(Opcodes.RET, 1);
        method.visitLabel(end);
        method.visitLocalVariable("aVariable", "I", null, start, end, 0);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** A class or an interface with nothing in it. */
    static byte[] empty(String name, String superName, int access) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, access, name, null, superName, null);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
