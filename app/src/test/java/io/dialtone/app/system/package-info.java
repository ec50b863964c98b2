/** The system account as its users see it: events, requests, and what other accounts may ask about themselves. */
@NullMarked
package io.dialtone.app.system;

import org.jspecify.annotations.NullMarked;
