/**
 * Nothing to use: all of this module is tests. They start servers as processes, put misbehaving links between them, and look at what
 * happens to messages meanwhile.
 */
@NullMarked
package io.dialtone.multijvm;

import org.jspecify.annotations.NullMarked;
