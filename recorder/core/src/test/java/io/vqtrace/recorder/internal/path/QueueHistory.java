package io.vqtrace.recorder.internal.path;

import io.vqtrace.trace.StateColumn;
import io.vqtrace.trace.SuppressionReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All calls on a queue since its last reset, and what its last state is by them: the model of the recorder's own book. */
final class QueueHistory {
    /** A chain by its head. */
    private record Chain(long popNs, int entries) {}

    /** A completion by its head. */
    private record Use(long ns, int entries) {}

    private record Look(long ns, int index) {}

    private record Arm(long ns, long value) {}

    private final List<Look> avails = new ArrayList<>();
    private final List<Long> kicks = new ArrayList<>();
    private final List<Arm> kickArms = new ArrayList<>();
    private final List<Long> pops = new ArrayList<>();
    private final List<Long> uses = new ArrayList<>();
    private final List<Long> interrupts = new ArrayList<>();
    private final List<Arm> interruptArms = new ArrayList<>();
    private final List<Long> undecided = new ArrayList<>();
    private final List<Long> delayed = new ArrayList<>();
    private final List<Long> unwanted = new ArrayList<>();
    private final Map<Integer, Chain> inFlight = new HashMap<>();
    private final Map<Integer, Use> lastUse = new HashMap<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Long> waitsBefore = new ArrayList<>();
    private final Map<Long, Long> waitBegins = new HashMap<>();
    private final List<Long> tails = new ArrayList<>();
    private final List<Long> delays = new ArrayList<>();
    private Long lastUnwanted;
    private long unwantedReason;
    private long usedBefore;
    private long decisions;
    private long published;
    private long taken;
    private long reaped;
    private Arm armAtInterrupt;
    private Long resetNs;
    private long resetRequests;

    void avail(long ns, int chains, int index) {
        avails.add(new Look(ns, index));
        published += chains;
    }

    void kick(long ns) {
        kicks.add(ns);
    }

    void kickArm(long ns, int value) {
        kickArms.add(new Arm(ns, Integer.toUnsignedLong(value)));
    }

    void pop(long ns, int head, int entries) {
        pops.add(ns);
        if (inFlight.put(head, new Chain(ns, Math.max(1, entries))) == null) {
            taken++;
            reaped = Math.max(reaped, lastUse.containsKey(head) ? lastUse.remove(head).ns : 0);
        }
        published = Math.max(published, taken);
    }

    void used(long ns, int head) {
        uses.add(ns);
        undecided.add(ns);
        Chain chain = inFlight.remove(head);
        if (chain != null) {
            lastUse.put(head, new Use(ns, chain.entries));
        }
    }

    void returned(int head) {
        if (inFlight.remove(head) != null) {
            taken--;
        }
    }

    void interrupt(long ns) {
        decide(ns);
        waitsBefore.addAll(waits);
        waits.clear();
        waitBegins.clear();
        if (!unwanted.isEmpty() && !interrupts.isEmpty()) {
            tails.add(lastUnwanted - interrupts.get(interrupts.size() - 1));
        }
        if (!delayed.isEmpty()) {
            delays.add(ns - delayed.get(0));
        }
        undecided.clear();
        delayed.clear();
        unwanted.clear();
        interrupts.add(ns);
        usedBefore = uses.size();
        armAtInterrupt = last(interruptArms);
    }

    void suppressed(long ns, int reason) {
        decide(ns);
        if (reason == SuppressionReason.DELAYED.code()) {
            delayed.addAll(undecided);
        } else {
            unwanted.addAll(undecided.isEmpty() ? delayed : undecided);
            if (undecided.isEmpty()) {
                delayed.clear();
            }
            lastUnwanted = ns;
            unwantedReason = reason;
        }
        undecided.clear();
    }

    private void decide(long ns) {
        decisions++;
        if (!undecided.isEmpty()) {
            long wait = ns - undecided.get(0);
            waits.add(wait);
            waitBegins.putIfAbsent(wait, undecided.get(0));
        }
    }

    void interruptArm(long ns, int value) {
        interruptArms.add(new Arm(ns, Integer.toUnsignedLong(value)));
    }

    /** Returns the history of the ring that is set up anew. */
    QueueHistory reset(long ns) {
        QueueHistory anew = new QueueHistory();
        anew.resetNs = ns;
        anew.resetRequests = inFlight.size();
        return anew;
    }

    private static <T> T last(List<T> list) {
        return list.isEmpty() ? null : list.get(list.size() - 1);
    }

    private static long longest(List<Long> lengths) {
        return lengths.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    Map<StateColumn, Long> state() {
        Map<StateColumn, Long> state = new EnumMap<>(StateColumn.class);
        taking(state);
        state.put(StateColumn.USED, (long) uses.size());
        put(state, StateColumn.USED_NS, last(uses));
        pending(state, StateColumn.UNDECIDED, StateColumn.UNDECIDED_NS, undecided);
        pending(state, StateColumn.DELAYED, StateColumn.DELAYED_NS, delayed);
        pending(state, StateColumn.UNWANTED, StateColumn.UNWANTED_NS, unwanted);
        if (!unwanted.isEmpty()) {
            state.put(StateColumn.LAST_UNWANTED_NS, lastUnwanted);
            state.put(StateColumn.UNWANTED_REASON, unwantedReason);
        }
        interrupts(state);
        decisions(state);
        heads(state);
        put(state, StateColumn.RESET_NS, resetNs);
        put(state, StateColumn.RESET_REQUESTS, resetNs == null ? null : (Long) resetRequests);
        return state;
    }

    private static void put(Map<StateColumn, Long> state, StateColumn column, Long value) {
        if (value != null) {
            state.put(column, value);
        }
    }

    private static void pending(
            Map<StateColumn, Long> state, StateColumn count, StateColumn since, List<Long> completions) {
        state.put(count, (long) completions.size());
        put(state, since, completions.isEmpty() ? null : completions.get(0));
    }

    private void taking(Map<StateColumn, Long> state) {
        if (!avails.isEmpty()) {
            Look avail = last(avails);
            state.put(StateColumn.AVAIL_NS, avail.ns);
            put(state, StateColumn.RING_IDX, avail.index < 0 ? null : (Long) (long) avail.index);
            state.put(StateColumn.PUBLISHED, published);
        }
        put(state, StateColumn.KICK_NS, last(kicks));
        if (!kickArms.isEmpty()) {
            Arm arm = last(kickArms);
            state.put(StateColumn.KICK_ARM_NS, arm.ns);
            state.put(StateColumn.KICK_ARM_VALUE, arm.value);
            Look then = last(avails.stream().filter(avail -> avail.ns < arm.ns).toList());
            put(state, StateColumn.KICK_ARM_RING_IDX, then == null || then.index < 0 ? null : (Long) (long) then.index);
        }
        put(state, StateColumn.POP_NS, last(pops));
        state.put(StateColumn.TAKEN, taken);
    }

    private void interrupts(Map<StateColumn, Long> state) {
        state.put(StateColumn.INTERRUPTS, (long) interrupts.size());
        put(state, StateColumn.INTERRUPT_NS, last(interrupts));
        put(
                state,
                StateColumn.PREVIOUS_INTERRUPT_NS,
                interrupts.size() < 2 ? null : interrupts.get(interrupts.size() - 2));
        state.put(StateColumn.USED_SINCE_INTERRUPT, uses.size() - usedBefore);
        if (!interruptArms.isEmpty()) {
            state.put(StateColumn.INTERRUPT_ARM_NS, last(interruptArms).ns);
            state.put(StateColumn.INTERRUPT_ARM_VALUE, last(interruptArms).value);
        }
        put(state, StateColumn.NOTIFIED_ARM_VALUE, armAtInterrupt == null ? null : (Long) armAtInterrupt.value);
    }

    private void decisions(Map<StateColumn, Long> state) {
        state.put(StateColumn.DECISIONS, decisions);
        if (decisions > 0) {
            long late = longest(waits);
            state.put(StateColumn.LONGEST_DECISION_NS, longest(waitsBefore));
            state.put(StateColumn.LATE_DECISION_NS, late);
            put(state, StateColumn.LATE_DECISION_SINCE, late == 0 ? null : waitBegins.get(late));
            state.put(StateColumn.LONGEST_UNWANTED_NS, longest(tails));
            state.put(StateColumn.LONGEST_DELAY_NS, longest(delays));
        }
    }

    private void heads(Map<StateColumn, Long> state) {
        long interrupt = interrupts.isEmpty() ? 0 : last(interrupts);
        put(state, StateColumn.REAPED_NS, reaped == 0 ? null : (Long) reaped);
        state.put(
                StateColumn.UNREAPED,
                lastUse.values().stream().filter(use -> use.ns > reaped).count());
        state.put(
                StateColumn.ENTRIES_SINCE_INTERRUPT,
                lastUse.values().stream()
                        .filter(use -> use.ns > interrupt)
                        .mapToLong(Use::entries)
                        .sum());
    }
}
