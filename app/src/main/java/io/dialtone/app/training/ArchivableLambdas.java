package io.dialtone.app.training;

import java.lang.invoke.LambdaMetafactory;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes lambdas that can be serialized, as all of Scala's and many of Akka's API for Java are, into such that cannot. A JVM keeps
 * only the latter in its start-up archive; the others it makes anew in each start, and Akka's take some hundred milliseconds.
 * Nothing here serializes a lambda: Java serialization is off.
 */
final class ArchivableLambdas {
    private static final byte[] MARK = "altMetafactory".getBytes(StandardCharsets.US_ASCII);
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final Handle PLAIN = new Handle(
            Opcodes.H_INVOKESTATIC,
            METAFACTORY,
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);
    private static final Pattern SCALA_FUNCTION = Pattern.compile("scala/Function\\d+");
    /** Arguments that both ways of making a lambda share: the two method types and what is called. */
    private static final int SHARED = 3;

    private ArchivableLambdas() {}

    /** The class in that form, or as it is when it has nothing to change. */
    static byte[] in(byte[] classFile) {
        if (!mayHaveSome(classFile)) {
            return classFile;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Classes(writer), 0);
        return writer.toByteArray();
    }

    private static boolean mayHaveSome(byte[] classFile) {
        for (int i = 0; i <= classFile.length - MARK.length; i++) {
            int j = 0;
            while (j < MARK.length && classFile[i + j] == MARK[j]) {
                j++;
            }
            if (j == MARK.length) {
                return true;
            }
        }
        return false;
    }

    private static final class Classes extends ClassVisitor {
        Classes(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new Methods(super.visitMethod(access, name, descriptor, signature, exceptions));
        }
    }

    private static final class Methods extends MethodVisitor {
        Methods(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle maker, Object... arguments) {
            if (isOnlySerializable(descriptor, maker, arguments)) {
                super.visitInvokeDynamicInsn(name, descriptor, PLAIN, arguments[0], arguments[1], arguments[2]);
            } else {
                super.visitInvokeDynamicInsn(name, descriptor, maker, arguments);
            }
        }

        /** One with more interfaces, or more methods that can be called, than the plain way can make stays as it is. */
        private static boolean isOnlySerializable(String descriptor, Handle maker, Object[] arguments) {
            if (!maker.getOwner().equals(METAFACTORY) || !maker.getName().equals("altMetafactory")) {
                return false;
            }
            int flags = (Integer) arguments[SHARED];
            return switch (flags) {
                case LambdaMetafactory.FLAG_SERIALIZABLE -> true;
                case LambdaMetafactory.FLAG_SERIALIZABLE | LambdaMetafactory.FLAG_BRIDGES ->
                    hasNoBridgeThatCounts(descriptor, arguments);
                default -> false;
            };
        }

        /**
         * The Java compiler says how many, though there are none. Scala's gives its functions a second method with their own types,
         * which nobody can call: their interfaces have only the one that takes and gives objects.
         */
        private static boolean hasNoBridgeThatCounts(String descriptor, Object[] arguments) {
            int bridges = (Integer) arguments[SHARED + 1];
            return bridges == 0
                    || bridges == 1
                            && SCALA_FUNCTION
                                    .matcher(Type.getReturnType(descriptor).getInternalName())
                                    .matches()
                            && arguments[SHARED + 2].equals(arguments[SHARED - 1]);
        }
    }
}
