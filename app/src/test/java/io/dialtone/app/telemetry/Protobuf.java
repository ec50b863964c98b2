package io.dialtone.app.telemetry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A message of Protocol Buffers, taken apart by the numbers of its fields. */
record Protobuf(Map<Integer, List<Object>> fields) {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    static Protobuf of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new TreeMap<>();
        while (in.hasRemaining()) {
            int tag = (int) varint(in);
            Object value = switch (tag & 7) {
                case VARINT -> varint(in);
                case FIXED_64 -> in.getLong();
                case FIXED_32 -> (long) in.getInt();
                case BYTES -> {
                    byte[] inner = new byte[(int) varint(in)];
                    in.get(inner);
                    yield inner;
                }
                default -> throw new IllegalArgumentException("wire type " + (tag & 7));
            };
            fields.computeIfAbsent(tag >>> 3, number -> new ArrayList<>()).add(value);
        }
        return new Protobuf(fields);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    List<Protobuf> messages(int field) {
        return fields.getOrDefault(field, List.of()).stream()
                .map(value -> of((byte[]) value))
                .toList();
    }

    /** The one message of that number, an empty one when there is none. */
    Protobuf message(int field) {
        List<Protobuf> all = messages(field);
        return all.isEmpty() ? new Protobuf(Map.of()) : all.getFirst();
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    String hex(int field) {
        return HexFormat.of().formatHex(bytes(field));
    }

    private byte[] bytes(int field) {
        List<Object> values = fields.getOrDefault(field, List.of());
        return values.isEmpty() ? new byte[0] : (byte[]) values.getFirst();
    }

    long number(int field) {
        List<Object> values = fields.getOrDefault(field, List.of());
        return values.isEmpty() ? 0 : (long) values.getFirst();
    }

    /** Pairs of names and values, as OTLP has them. */
    Map<String, Object> attributes(int field) {
        Map<String, Object> all = new TreeMap<>();
        for (Protobuf pair : messages(field)) {
            Protobuf value = pair.message(2);
            Map<Integer, List<Object>> kinds = value.fields();
            all.put(
                    pair.text(1),
                    kinds.containsKey(1)
                            ? value.text(1)
                            : kinds.containsKey(2) ? (Object) (value.number(2) == 1) : (Object) value.number(3));
        }
        return all;
    }
}
