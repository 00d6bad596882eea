package io.vqtrace.analyzer.simulate;

import io.vqtrace.testkit.InterruptPolicy;
import io.vqtrace.testkit.ServiceTime;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.Timing;
import io.vqtrace.testkit.Workload;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A workload of the testkit, a setting under which it is recorded and one that is predicted from that.
 *
 * @param name what it is
 * @param testbed makes the same seeded testbed each time
 * @param from the recorded setting
 * @param to the predicted setting
 * @param byNature whether prediction is expected to fail, and the simulation to say so
 */
record ValidationPair(
        String name, Supplier<TestbedBuilder> testbed, CoalescingSetting from, CoalescingSetting to, boolean byNature) {
    private static final CoalescingSetting OFF = CoalescingSetting.OFF;
    private static final CoalescingSetting LOW = new CoalescingSetting(4, 20, false);
    private static final CoalescingSetting MIDDLE = new CoalescingSetting(8, 50, false);
    private static final CoalescingSetting HIGH = new CoalescingSetting(32, 100, false);
    /** A guest whose steps cost what nobody would guess. */
    private static final Timing SLOW_GUEST = new Timing(470, 330, 2_230, 190, 310, 5_310);

    static List<ValidationPair> all() {
        return List.of(
                predictable(
                        "open 50k/s, exponential 50 µs, split",
                        () -> open(50_000).eventIdx(false).serviceTime(ServiceTime.exponential(us(50))),
                        OFF,
                        MIDDLE),
                predictable(
                        "open 200k/s, constant 20 µs, packed",
                        () -> open(200_000).eventIdx(false).packed(true).serviceTime(ServiceTime.constant(us(20))),
                        MIDDLE,
                        LOW),
                predictable(
                        "open, bursts of 8, split, EVENT_IDX",
                        () -> Testbed.builder()
                                .servers(16)
                                .serviceTime(ServiceTime.lognormal(us(30), 0.5))
                                .workload(Workload.openLoop(100_000).bursts(8)),
                        OFF,
                        HIGH),
                predictable(
                        "open, slow guest, packed, EVENT_IDX",
                        () -> open(90_000).packed(true).timing(SLOW_GUEST).serviceTime(ServiceTime.exponential(us(40))),
                        LOW,
                        OFF),
                predictable(
                        "closed 8, lognormal 50 µs, split",
                        () -> closed(8, 8).eventIdx(false).serviceTime(ServiceTime.lognormal(us(50), 0.3)),
                        OFF,
                        HIGH),
                predictable(
                        "closed 8, the same, back",
                        () -> closed(8, 8).eventIdx(false).serviceTime(ServiceTime.lognormal(us(50), 0.3)),
                        HIGH,
                        MIDDLE),
                predictable(
                        "closed 8, split, EVENT_IDX",
                        () -> closed(8, 8).serviceTime(ServiceTime.lognormal(us(50), 0.3)),
                        MIDDLE,
                        OFF),
                predictable(
                        "closed 32, 8 at once, exponential 100 µs",
                        () -> closed(32, 8).eventIdx(false).serviceTime(ServiceTime.exponential(us(100))),
                        OFF,
                        MIDDLE),
                predictable(
                        "closed 16, 100 µs thinking, bimodal",
                        () -> Testbed.builder()
                                .eventIdx(false)
                                .servers(16)
                                .serviceTime(ServiceTime.bimodal(us(30), us(300), 0.1))
                                .workload(Workload.closedLoop(16).think(us(100))),
                        MIDDLE,
                        HIGH),
                failing(
                        "closed 24, slow guest, packed, EVENT_IDX",
                        () -> closed(24, 24)
                                .packed(true)
                                .timing(SLOW_GUEST)
                                .serviceTime(ServiceTime.lognormal(us(120), 0.6)),
                        OFF,
                        MIDDLE),
                predictable(
                        "closed 1, lognormal 50 µs, packed",
                        () -> closed(1, 1).eventIdx(false).packed(true).serviceTime(ServiceTime.lognormal(us(50), 0.3)),
                        LOW,
                        MIDDLE),
                failing(
                        "closed 16 in step, thinking, EVENT_IDX",
                        () -> Testbed.builder()
                                .servers(16)
                                .serviceTime(ServiceTime.bimodal(us(30), us(300), 0.1))
                                .workload(Workload.closedLoop(16).think(us(100))),
                        OFF,
                        LOW),
                failing(
                        "closed 64, 16 at once, all in step, EVENT_IDX",
                        () -> closed(64, 16).packed(true).serviceTime(ServiceTime.constant(us(200))),
                        HIGH,
                        MIDDLE),
                failing(
                        "closed 16, driver delays its interrupts",
                        () -> closed(16, 16)
                                .interrupts(InterruptPolicy.DELAYED)
                                .serviceTime(ServiceTime.lognormal(us(50), 0.3)),
                        OFF,
                        MIDDLE),
                failing(
                        "closed 16, NAPI by flags",
                        () -> closed(16, 16)
                                .eventIdx(false)
                                .interrupts(InterruptPolicy.NAPI)
                                .serviceTime(ServiceTime.lognormal(us(20), 0.3)),
                        OFF,
                        MIDDLE));
    }

    private static ValidationPair predictable(
            String name, Supplier<TestbedBuilder> testbed, CoalescingSetting from, CoalescingSetting to) {
        return new ValidationPair(name, testbed, from, to, false);
    }

    private static ValidationPair failing(
            String name, Supplier<TestbedBuilder> testbed, CoalescingSetting from, CoalescingSetting to) {
        return new ValidationPair(name, testbed, from, to, true);
    }

    private static TestbedBuilder open(int perSecond) {
        return Testbed.builder().servers(16).workload(Workload.openLoop(perSecond));
    }

    private static TestbedBuilder closed(int depth, int servers) {
        return Testbed.builder().servers(servers).workload(Workload.closedLoop(depth));
    }

    private static Duration us(long time) {
        return Duration.ofNanos(time * 1000);
    }
}
