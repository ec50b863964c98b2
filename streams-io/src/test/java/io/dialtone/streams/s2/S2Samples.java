package io.dialtone.streams.s2;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bytes to compress, the same for the same seed on every machine. */
public final class S2Samples {
    private static final String[] WORDS = {
        "orders",
        "created",
        "eu",
        "us",
        "the",
        "subject",
        "of",
        "a",
        "message",
        "and",
        "its",
        "reply",
        "inventory",
        "price"
    };

    private S2Samples() {}

    /** What one server sends another: small messages with numbers in them. */
    public static byte[] protocol(int atLeast, long seed) {
        Random random = new Random(seed);
        StringBuilder out = new StringBuilder(atLeast + 256);
        while (out.length() < atLeast) {
            String payload =
                    "{\"id\":" + random.nextInt(1_000_000) + ",\"text\":\"" + words(random, random.nextInt(12)) + "\"}";
            out.append("RMSG $G orders.")
                    .append(WORDS[random.nextInt(WORDS.length)])
                    .append('.')
                    .append(random.nextInt(50))
                    .append(' ')
                    .append(payload.length())
                    .append("\r\n")
                    .append(payload)
                    .append("\r\n");
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String words(Random random, int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return out.toString();
    }

    /** Bytes that nothing shortens. */
    public static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Runs of a pattern of random length, now and then disturbed: long copies, overlapping ones and repeated offsets. */
    public static byte[] repetitive(int length, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        int at = 0;
        while (at < length) {
            byte[] pattern = new byte[1 + random.nextInt(1 << random.nextInt(12))];
            random.nextBytes(pattern);
            int end = Math.min(length, at + random.nextInt(1 << random.nextInt(18)) + 1);
            for (int i = 0; at < end; i++) {
                bytes[at++] = random.nextInt(300) == 0 ? (byte) random.nextInt() : pattern[i % pattern.length];
            }
        }
        return bytes;
    }

    /** Protocol, noise, repetition and old bytes from far behind, mixed: what a link carries in a while. */
    public static byte[] mixed(int length, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        int at = 0;
        while (at < length) {
            int size = 1 + random.nextInt(1 << 4 + random.nextInt(13));
            int n = Math.min(size, length - at);
            long part = random.nextLong();
            switch (random.nextInt(4)) {
                case 0 -> System.arraycopy(protocol(n, part), 0, bytes, at, n);
                case 1 -> System.arraycopy(noise(n, part), 0, bytes, at, n);
                case 2 -> System.arraycopy(repetitive(n, part), 0, bytes, at, n);
                default -> {
                    int from = at == 0 ? 0 : random.nextInt(at);
                    System.arraycopy(bytes, from, bytes, at, Math.min(n, at - from));
                }
            }
            at += n;
        }
        return bytes;
    }
}
