package io.dialtone.streams.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a certificate, in the order in which it is encoded, and the texts that nats-server makes of it.
 *
 * @param rdns the relative names; each has one or, rarely, several attributes
 */
record DistinguishedName(List<List<Attribute>> rdns) {
    private static final String DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25";

    /** The attributes Go keeps, by object identifier. */
    private static final Map<String, String> TYPES = Map.of(
            "2.5.4.3", "CN",
            "2.5.4.5", "SERIALNUMBER",
            "2.5.4.6", "C",
            "2.5.4.7", "L",
            "2.5.4.8", "ST",
            "2.5.4.9", "STREET",
            "2.5.4.10", "O",
            "2.5.4.11", "OU",
            "2.5.4.17", "POSTALCODE");

    /** The order in which Go rebuilds a subject, whatever the order in the certificate. */
    private static final List<String> GO_ORDER = List.of(
            "2.5.4.6", "2.5.4.10", "2.5.4.11", "2.5.4.7", "2.5.4.8", "2.5.4.9", "2.5.4.17", "2.5.4.3", "2.5.4.5");

    /** Of these Go keeps only the last value. */
    private static final List<String> SINGLE = List.of("2.5.4.3", "2.5.4.5");

    /**
     * One attribute.
     *
     * @param oid dotted object identifier
     * @param value its text
     * @param isText whether it is a string in the certificate
     */
    record Attribute(String oid, String value, boolean isText) {}

    DistinguishedName {
        rdns = rdns.stream().map(List::copyOf).toList();
    }

    static DistinguishedName of(byte[] der) {
        List<List<Attribute>> rdns = new ArrayList<>();
        for (RDN rdn : X500Name.getInstance(der).getRDNs()) {
            List<Attribute> attributes = new ArrayList<>();
            for (var a : rdn.getTypesAndValues()) {
                ASN1Encodable value = a.getValue();
                boolean isText = value instanceof ASN1String;
                String text = value instanceof ASN1String s ? s.getString() : value.toString();
                attributes.add(new Attribute(a.getType().getId(), text, isText));
            }
            rdns.add(attributes);
        }
        return new DistinguishedName(rdns);
    }

    /**
     * Go's text of the attributes it knows: grouped by type in a fixed order, last first, repeated types joined with
     * {@code +}. Attributes it does not know, domain components among them, are left out.
     */
    String goRdnSequence() {
        return text(List.of());
    }

    /** Go's text of a subject: as {@link #goRdnSequence}, followed by what it does not know. */
    String goSubject() {
        List<String> others = new ArrayList<>();
        for (List<Attribute> rdn : rdns) {
            for (Attribute a : rdn) {
                if (!TYPES.containsKey(a.oid)) {
                    others.add(0, a.oid + "=#" + derHex(a.value));
                }
            }
        }
        return text(others);
    }

    private String text(List<String> behind) {
        List<String> parts = new ArrayList<>();
        for (String oid : GO_ORDER) {
            List<String> values = values(oid);
            if (!values.isEmpty()) {
                List<String> used = SINGLE.contains(oid) ? values.subList(values.size() - 1, values.size()) : values;
                List<String> pairs =
                        used.stream().map(v -> TYPES.get(oid) + "=" + escape(v)).toList();
                parts.add(0, String.join("+", pairs));
            }
        }
        parts.addAll(behind);
        return String.join(",", parts);
    }

    private List<String> values(String oid) {
        List<String> values = new ArrayList<>();
        for (List<Attribute> rdn : rdns) {
            for (Attribute a : rdn) {
                if (a.isText && a.oid.equals(oid) && !(SINGLE.contains(oid) && a.value.isEmpty())) {
                    values.add(a.value);
                }
            }
        }
        return values;
    }

    /** {@code DC=example,DC=com} in the order of the certificate; empty without domain components. */
    String domainComponents() {
        List<String> parts = new ArrayList<>();
        for (List<Attribute> rdn : rdns) {
            for (Attribute a : rdn) {
                if (a.isText && a.oid.equals(DOMAIN_COMPONENT)) {
                    parts.add("DC=" + a.value);
                }
            }
        }
        return String.join(",", parts);
    }

    /** RFC 4514 text, last relative name first; null when it has an attribute that nats-server has no name for. */
    @Nullable
    String rfc4514() {
        List<String> parts = new ArrayList<>();
        for (List<Attribute> rdn : rdns) {
            List<String> pairs = new ArrayList<>();
            for (Attribute a : rdn) {
                String type = a.oid.equals(DOMAIN_COMPONENT) ? "DC" : TYPES.get(a.oid);
                if (type == null || !a.isText) {
                    return null;
                }
                pairs.add(type + "=" + escape(a.value));
            }
            parts.add(0, String.join("+", pairs));
        }
        return String.join(",", parts);
    }

    private static String escape(String value) {
        StringBuilder out = new StringBuilder();
        int last = value.length() - 1;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean special = switch (c) {
                case ',', '+', '"', '\\', '<', '>', ';' -> true;
                case ' ' -> i == 0 || i == last;
                case '#' -> i == 0;
                default -> false;
            };
            if (special) {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }

    /** The encoding Go gives a string: PrintableString where that can hold it, else UTF8String. */
    private static String derHex(String value) {
        ASN1Encodable encoded = isPrintable(value) ? new DERPrintableString(value) : new DERUTF8String(value);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            encoded.toASN1Primitive().encodeTo(out, ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static boolean isPrintable(String value) {
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean ok = b >= 'a' && b <= 'z'
                    || b >= 'A' && b <= 'Z'
                    || b >= '0' && b <= '9'
                    || b >= '\'' && b <= ')'
                    || b >= '+' && b <= '/'
                    || b == ' '
                    || b == ':'
                    || b == '='
                    || b == '?';
            if (!ok) {
                return false;
            }
        }
        return true;
    }
}
