@NullMarked
package io.dialtone.conf;

import org.jspecify.annotations.NullMarked;
