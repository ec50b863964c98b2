package io.dialtone.app.nats.bench;

import io.dialtone.app.nats.view.Quantity;
import java.util.Locale;

/** How far a client is. */
final class ProgressLine {
    private static final int WIDTH = 40;
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

    private ProgressLine() {}

    static String of(int number, Worker worker) {
        double seconds = Math.max(1e-9, (worker.ended() - worker.started()) / 1e9);
        boolean begun = worker.done() > 0;
        String rate = begun ? Quantity.count(Math.round(worker.done() / seconds)) + " msgs/s" : "";
        if (worker.expected() == 0) {
            return String.format(
                    Locale.ROOT, "[%d] %s %s  %s", number, worker.role(), Quantity.count(worker.done()), rate);
        }
        double part = (double) worker.done() / worker.expected();
        return String.format(Locale.ROOT, "[%d] %s %s %3.0f%%  %s", number, worker.role(), bar(part), 100 * part, rate);
    }

    static String bar(double part) {
        int eighths = (int) Math.round(Math.clamp(part, 0, 1) * WIDTH * 8);
        String full = "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
        return full + " ".repeat(WIDTH - full.length());
    }
}
