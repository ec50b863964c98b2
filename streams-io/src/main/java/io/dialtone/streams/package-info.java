@NullMarked
package io.dialtone.streams;

import org.jspecify.annotations.NullMarked;
