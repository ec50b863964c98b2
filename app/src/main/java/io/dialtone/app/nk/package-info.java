/** {@code nk}: makes keys, shows public keys, signs files and verifies signatures, with the options and the output of NATS's tool of that name. */
@NullMarked
package io.dialtone.app.nk;

import org.jspecify.annotations.NullMarked;
