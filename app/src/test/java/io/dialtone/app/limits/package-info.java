/** How much users and accounts may publish. */
@NullMarked
package io.dialtone.app.limits;

import org.jspecify.annotations.NullMarked;
