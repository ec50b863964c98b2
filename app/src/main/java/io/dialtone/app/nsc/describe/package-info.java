/** Claims as tables for people. */
@NullMarked
package io.dialtone.app.nsc.describe;

import org.jspecify.annotations.NullMarked;
