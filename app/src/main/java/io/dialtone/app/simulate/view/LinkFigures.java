package io.dialtone.app.simulate.view;

import io.dialtone.app.simulate.world.Linkage;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * The links from one region to another.
 *
 * @param set the round trip that is simulated
 * @param measuredMs the median of what servers measured, where they tell
 */
public record LinkFigures(Linkage linkage, Duration set, OptionalDouble measuredMs) {}
