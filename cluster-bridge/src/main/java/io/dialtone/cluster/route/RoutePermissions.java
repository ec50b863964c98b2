package io.dialtone.cluster.route;

import io.dialtone.accounts.Permissions;
import io.dialtone.conf.PermissionOptions;
import io.dialtone.conf.SubjectRules;
import org.jspecify.annotations.Nullable;

/** Which interest goes over routes, of {@code cluster.permissions}; messages are not judged by it. Immutable. */
final class RoutePermissions {
    private final @Nullable PermissionOptions options;
    private final Permissions imports;
    private final Permissions exports;

    RoutePermissions(@Nullable PermissionOptions options) {
        this.options = options;
        this.imports = of(options == null ? null : options.publish());
        this.exports = of(options == null ? null : options.subscribe());
    }

    private static Permissions of(@Nullable SubjectRules rules) {
        return Permissions.of(new PermissionOptions(rules, null, null));
    }

    /** What INFO says as {@code import}; null for everything. */
    @Nullable
    SubjectRules imports() {
        return options == null ? null : options.publish();
    }

    /** What INFO says as {@code export}; null for everything. */
    @Nullable
    SubjectRules exports() {
        return options == null ? null : options.subscribe();
    }

    /** Whether others may be told of interest in a subject. */
    boolean mayImport(byte[] subject) {
        return imports.canPublish(subject, 0, subject.length);
    }

    /** Whether interest of others is taken. */
    boolean mayExport(byte[] subject) {
        return exports.canPublish(subject, 0, subject.length);
    }
}
