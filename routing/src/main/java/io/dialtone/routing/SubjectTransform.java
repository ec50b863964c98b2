package io.dialtone.routing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes one subject out of another: {@code orders.*.*} to {@code shard.{{partition(3,1)}}.$2}.
 *
 * <p>The source is a pattern. Tokens of the destination are text, {@code $n} or a function of the tokens that the
 * source's {@code *} stand for, counted from 1: {@code wildcard(n)}, {@code partition(buckets[,n...])},
 * {@code splitFromLeft(n,position)}, {@code splitFromRight(n,position)}, {@code sliceFromLeft(n,size)},
 * {@code sliceFromRight(n,size)}, {@code split(n,delimiter)}, {@code left(n,length)}, {@code right(n,length)} and
 * {@code random(bound)}, each between double braces. {@code >} must end both or none. Immutable.
 */
public final class SubjectTransform {
    private final byte[] source;
    private final List<TransformStep> steps;
    /** Tokens of the source before its {@code >}, or -1 without one: from there on the subject is copied. */
    private final int tailFrom;
    /** What every subject becomes, when no step depends on it. */
    private final byte @Nullable [] constant;

    private SubjectTransform(byte[] source, List<TransformStep> steps, int tailFrom) {
        this.source = source;
        this.steps = List.copyOf(steps);
        this.tailFrom = tailFrom;
        this.constant = tailFrom < 0 && steps.stream().allMatch(step -> step instanceof TransformStep.Text)
                ? joined(steps)
                : null;
    }

    /**
     * Checks and compiles a transform.
     *
     * @throws InvalidMappingException with nats-server's text when one of the two cannot be used
     */
    public static SubjectTransform compile(String source, String destination) {
        checkDestination(destination);
        String[] sourceTokens = source.split("\\.", -1);
        String[] tokens = destination.split("\\.", -1);
        boolean sourceTail = sourceTokens[sourceTokens.length - 1].equals(">");
        boolean tail = tokens[tokens.length - 1].equals(">");
        if (!Subjects.isValid(source) || sourceTail != tail || List.of(tokens).contains("*")) {
            throw InvalidMappingException.subject();
        }
        int[] wildcards = wildcards(sourceTokens);
        boolean hasWildcards = wildcards.length > 0 || sourceTail;
        List<TransformStep> steps = new ArrayList<>();
        for (int i = 0; i < (tail ? tokens.length - 1 : tokens.length); i++) {
            steps.add(TransformFunction.parse(tokens[i], wildcards, hasWildcards));
        }
        return new SubjectTransform(ByteText.bytes(source), steps, tail ? sourceTokens.length - 1 : -1);
    }

    /** Whether a published subject is one that this transform is for. */
    public boolean matches(byte[] subject, int offset, int length) {
        return Subjects.isSubsetOf(subject, offset, length, source, 0, source.length);
    }

    /**
     * What a subject becomes. Only for subjects that {@link #matches} is true of.
     *
     * @return bytes that must not be changed
     */
    public byte[] transform(byte[] subject, int offset, int length, RandomGenerator random) {
        if (constant != null) {
            return constant;
        }
        TransformStep.Tokens tokens = new TransformStep.Tokens(subject, offset, length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 16);
        for (int i = 0; i < steps.size(); i++) {
            if (i > 0) {
                out.write(Subjects.SEPARATOR);
            }
            steps.get(i).write(tokens, out, random);
        }
        if (tailFrom >= 0) {
            if (!steps.isEmpty()) {
                out.write(Subjects.SEPARATOR);
            }
            out.write(subject, tokens.start(tailFrom), tokens.end() - tokens.start(tailFrom));
        }
        return out.toByteArray();
    }

    private static void checkDestination(String destination) {
        String[] tokens = destination.split("\\.", -1);
        for (int i = 0; i < tokens.length; i++) {
            String token = tokens[i];
            boolean blank = !Subjects.isValidInConfiguration(token) && !TransformFunction.isFunction(token);
            if (token.isEmpty() || blank || (token.equals(">") && i < tokens.length - 1)) {
                throw InvalidMappingException.transform();
            }
        }
    }

    private static int[] wildcards(String[] tokens) {
        int[] found = new int[tokens.length];
        int count = 0;
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i].equals("*")) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static byte[] joined(List<TransformStep> steps) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (TransformStep step : steps) {
            if (step instanceof TransformStep.Text(byte[] text)) {
                if (out.size() > 0) {
                    out.write(Subjects.SEPARATOR);
                }
                out.writeBytes(text);
            }
        }
        return out.toByteArray();
    }
}
