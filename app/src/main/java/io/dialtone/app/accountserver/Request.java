package io.dialtone.app.accountserver;

import java.util.Map;

/**
 * A request of HTTP.
 *
 * @param method such as GET
 * @param path without the query
 * @param query names in lower case
 * @param ifNoneMatch the header of that name; empty: none
 * @param body text
 */
record Request(String method, String path, Map<String, String> query, String ifNoneMatch, String body) {
    boolean asks(String option) {
        return query.getOrDefault(option, "").equalsIgnoreCase("true");
    }
}
