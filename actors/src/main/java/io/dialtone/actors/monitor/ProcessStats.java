package io.dialtone.actors.monitor;

/**
 * What the process uses.
 *
 * @param residentBytes memory resident, 0 where the platform does not tell
 * @param cpuPercent processor use since the last sample, 100 for one core
 * @param cores processors of the machine
 * @param maxProcs processors the JVM makes use of
 */
public record ProcessStats(long residentBytes, double cpuPercent, int cores, int maxProcs) {}
