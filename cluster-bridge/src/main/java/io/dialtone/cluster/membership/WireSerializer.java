package io.dialtone.cluster.membership;

import akka.serialization.SerializerWithStringManifest;
import io.dialtone.actors.links.LinkedClaims.Claim;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What members say to each other, as bytes.
 *
 * <p>Each message begins with the number of its version. A version only ever adds fields at the end, so an older node reads of a
 * newer one's message what it knows, and a newer one reads an older one's with what was left out at its default. Texts are UTF-8
 * with their length in four bytes before them; numbers are big-endian.
 *
 * <pre>
 * I  version, address, uid (8), members (4), wants answer (1), server id, server name, route
 * A  version, count (4), { account, token, issued at (8), deleted (1) }
 * </pre>
 */
public final class WireSerializer extends SerializerWithStringManifest {
    static final String INTRODUCTION = "I";
    static final String ACCOUNTS = "A";

    private static final int VERSION = 1;
    private static final int IDENTIFIER = 0x4449_414C;

    /** Longer texts are none of ours. */
    private static final int LONGEST_TEXT = 1 << 20;

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case Introduction ignored -> INTRODUCTION;
            case SharedAccounts ignored -> ACCOUNTS;
            default -> throw new IllegalArgumentException("not a message of ours: " + message.getClass());
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            switch (message) {
                case Introduction i -> write(out, i);
                case SharedAccounts a -> write(out, a);
                default -> throw new IllegalArgumentException("not a message of ours: " + message.getClass());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Introduction i) throws IOException {
        text(out, i.address());
        out.writeLong(i.uid());
        out.writeInt(i.members());
        out.writeBoolean(i.wantsAnswer());
        text(out, i.card().serverId());
        text(out, i.card().serverName());
        text(out, i.card().route());
    }

    private static void write(DataOutputStream out, SharedAccounts accounts) throws IOException {
        out.writeInt(accounts.claims().size());
        for (Claim claim : accounts.claims().values()) {
            text(out, claim.account());
            text(out, claim.token());
            out.writeLong(claim.issuedAt());
            out.writeBoolean(claim.deleted());
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() < 1) {
                throw new IOException("no such version");
            }
            return switch (manifest) {
                case INTRODUCTION -> introduction(in);
                case ACCOUNTS -> accounts(in);
                default -> throw new IOException("no such message");
            };
        } catch (IOException e) {
            throw new NotSerializableException(
                    "a message \"" + manifest + "\" of " + bytes.length + " bytes cannot be read: " + e.getMessage());
        }
    }

    private static Introduction introduction(DataInputStream in) throws IOException {
        return new Introduction(
                text(in), in.readLong(), in.readInt(), in.readBoolean(), new MemberCard(text(in), text(in), text(in)));
    }

    private static SharedAccounts accounts(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw new IOException("a negative count");
        }
        Map<String, Claim> claims = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Claim claim = new Claim(text(in), text(in), in.readLong(), in.readBoolean());
            claims.put(claim.account(), claim);
        }
        return SharedAccounts.of(claims);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_TEXT || length > in.available()) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
