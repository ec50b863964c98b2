package io.dialtone.accounts.jwt;

import io.dialtone.conf.GoText;
import io.dialtone.routing.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in the template of a scoped signing key for one user: {@code {{name()}}}, {@code {{subject()}}}, {@code {{account-name()}}},
 * {@code {{account-subject()}}}, {@code {{tag(k)}}} and {@code {{account-tag(k)}}}. A tag with several values gives several subjects.
 */
public final class Templates {
    /** Subjects that one list may become. */
    public static final int MAX_SUBJECTS = 4096;

    private static final Pattern PLACE = Pattern.compile("\\{\\{([^}]+)}}");

    private final UserClaims user;
    private final String accountName;
    private final List<String> accountTags;

    private Templates(UserClaims user, String accountName, List<String> accountTags) {
        this.user = user;
        this.accountName = accountName;
        this.accountTags = accountTags;
    }

    /**
     * The rights that a user has by a template. In lists of allowed subjects, what cannot be filled in is dropped, and when nothing is
     * left of one, everything is denied.
     *
     * @param accountName name in the claims of the account; empty: none
     * @param accountTags tags in the claims of the account
     * @throws JwtException when a function is unknown, a denied subject cannot be filled in, or there are too many subjects
     */
    public static UserRights expand(UserRights template, UserClaims user, String accountName, List<String> accountTags)
            throws JwtException {
        Templates templates = new Templates(user, accountName, accountTags);
        PermissionsClaim given = template.permissions();
        PermissionClaim subscribe = templates.permission(given.subscribe());
        PermissionClaim publish = templates.permission(given.publish());
        return template.with(b -> b.permissions(new PermissionsClaim(publish, subscribe, given.responses())));
    }

    private PermissionClaim permission(PermissionClaim given) throws JwtException {
        PermissionClaim filled = new PermissionClaim(list(given.allow(), false), list(given.deny(), true));
        return !given.allow().isEmpty() && filled.allow().isEmpty() ? filled.denying(">") : filled;
    }

    private List<String> list(List<String> subjects, boolean strict) throws JwtException {
        if (subjects.stream().noneMatch(subject -> PLACE.matcher(subject).find())) {
            return subjects;
        }
        List<String> filled = new ArrayList<>();
        for (String subject : subjects) {
            fill(subject, strict, filled);
        }
        return filled;
    }

    private void fill(String subject, boolean strict, List<String> filled) throws JwtException {
        List<String> places =
                PLACE.matcher(subject).results().map(MatchResult::group).toList();
        List<List<String>> values = new ArrayList<>();
        long count = 1;
        for (String place : places) {
            List<String> choices = placed(subject, place, strict);
            values.add(choices);
            count *= choices.size();
            if (count > MAX_SUBJECTS) {
                throw tooMany();
            }
        }
        if (filled.size() > MAX_SUBJECTS - count && places.stream().anyMatch(place -> tag(operation(place)) != null)) {
            throw tooMany();
        }
        combine(subject, places, values, 0, strict, filled);
    }

    private static JwtException tooMany() {
        return new JwtException("template expansion exceeds limit: " + MAX_SUBJECTS);
    }

    /** Each choice of values, the last place changing fastest. */
    private static void combine(
            String subject,
            List<String> places,
            List<List<String>> values,
            int from,
            boolean strict,
            List<String> filled)
            throws JwtException {
        if (from < places.size()) {
            for (String value : values.get(from)) {
                combine(subject.replace(places.get(from), value), places, values, from + 1, strict, filled);
            }
        } else if (Subjects.isValidInConfiguration(subject)) {
            filled.add(subject);
        } else if (strict) {
            throw new JwtException("generated invalid subject");
        }
    }

    private static String operation(String place) {
        return place.substring(2, place.length() - 2).strip();
    }

    private List<String> placed(String subject, String place, boolean strict) throws JwtException {
        String operation = operation(place);
        return switch (operation.toLowerCase(Locale.ROOT)) {
            case "name()" -> List.of(user.name());
            case "subject()" -> List.of(user.subject());
            case "account-name()" -> List.of(accountName);
            case "account-subject()" -> List.of(user.issuerAccount());
            default -> values(subject, operation, strict);
        };
    }

    private List<String> values(String subject, String operation, boolean strict) throws JwtException {
        Tag tag = tag(operation);
        if (tag == null) {
            throw new JwtException("template operation in " + GoText.quote(subject) + ": " + GoText.quote(operation)
                    + " is not defined");
        }
        return values(subject, tag, strict);
    }

    private List<String> values(String subject, Tag tag, boolean strict) throws JwtException {
        String prefix = tag.name().toLowerCase(Locale.ROOT) + ":";
        List<String> values = (tag.ofAccount() ? accountTags : user.tags())
                .stream()
                        .filter(candidate -> candidate.startsWith(prefix))
                        .map(candidate -> candidate.substring(prefix.length()))
                        .toList();
        if (values.isEmpty() && strict) {
            throw new JwtException("generated invalid subject " + GoText.quote(subject) + ": "
                    + GoText.quote(tag.name()) + " is not defined");
        }
        // A blank makes the subject invalid, so that it is dropped.
        return values.isEmpty() ? List.of(" ") : values;
    }

    private record Tag(boolean ofAccount, String name) {}

    /** Null when the operation asks for no tag. */
    private static @Nullable Tag tag(String operation) {
        String lower = operation.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(")")) {
            return null;
        }
        for (String function : List.of("tag(", "account-tag(")) {
            if (lower.startsWith(function)) {
                String name = operation.substring(function.length(), operation.length() - 1);
                return new Tag(function.startsWith("account"), name);
            }
        }
        return null;
    }
}
