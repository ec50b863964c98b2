/** What the launcher prepares. */
@NullMarked
package io.dialtone.app.training;

import org.jspecify.annotations.NullMarked;
