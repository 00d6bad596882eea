package io.vqtrace.analyzer.session;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.sweep.LateCompletion;
import io.vqtrace.analyzer.sweep.Notifications;
import io.vqtrace.analyzer.sweep.NotifyBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the SQL that fills tables with what the pass {@link Notifications} found. */
final class NotificationTables {
    private NotificationTables() {}

    /** Delays from completion to interrupt by stretch of time. */
    static String overTime(Map<QueueKey, Notifications.Result> notifications) {
        List<Object[]> rows = new ArrayList<>();
        notifications.forEach((key, found) -> {
            for (NotifyBucket bucket : orNone(found.overTime())) {
                rows.add(new Object[] {
                    key.device(),
                    key.queue(),
                    bucket.startNs(),
                    bucket.count(),
                    bucket.p50Ns(),
                    bucket.p99Ns(),
                    bucket.maxNs()
                });
            }
        });
        return "CREATE TABLE raw.notify_over_time (device_id INTEGER, queue INTEGER, start_ns BIGINT, "
                + "notified BIGINT, p50_ns BIGINT, p99_ns BIGINT, max_ns BIGINT);\n"
                + SqlText.insert("raw.notify_over_time", rows);
    }

    /** The completions that waited longest for their interrupt. */
    static String longest(Map<QueueKey, Notifications.Result> notifications) {
        List<Object[]> rows = new ArrayList<>();
        notifications.forEach((key, found) -> {
            for (LateCompletion late : orNone(found.longest())) {
                rows.add(new Object[] {
                    key.device(), key.queue(), late.usedNs(), late.interruptNs(), late.delivered(), late.delayed()
                });
            }
        });
        return "CREATE TABLE raw.late_interrupts (device_id INTEGER, queue INTEGER, ts_used BIGINT, "
                + "ts_interrupt BIGINT, delivered INTEGER, delayed BOOLEAN);\n"
                + SqlText.insert("raw.late_interrupts", rows);
    }

    private static <T> List<T> orNone(List<T> found) {
        return found == null ? List.of() : found;
    }
}
