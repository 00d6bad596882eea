package io.vqtrace.analyzer.negotiation;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts the rows of a device at its resets. */
final class HistoryBuilder {
    private static final String FACTS = "facts";

    private final int device;
    private final List<NegotiationRow> rows = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Long> resets = new ArrayList<>();
    private final boolean writesNamed;
    private final boolean readsSeen;
    private KnownFeatures offeredFact;
    private KnownFeatures acceptedFact;

    private final List<StatusStep> status = new ArrayList<>();
    private final List<KnownFeatures> offers = new ArrayList<>();
    private final List<KnownFeatures> acceptances = new ArrayList<>();
    private final List<NegotiationRow> steps = new ArrayList<>();
    private boolean fromReset;
    private Long startNs;
    private boolean touched;

    HistoryBuilder(int device, List<NegotiationRow> all) {
        this.device = device;
        for (NegotiationRow row : all) {
            if (FACTS.equals(row.source())) {
                fact(row);
            } else {
                rows.add(row);
            }
        }
        if (rows.stream().allMatch(row -> row.ts() != null)) {
            rows.sort(Comparator.comparing(NegotiationRow::ts));
        }
        writesNamed = rows.stream().anyMatch(row -> isStatus(row) && NegotiationRows.DRIVER.equals(row.actor()));
        readsSeen = rows.stream().anyMatch(row -> isStatus(row) && NegotiationRows.DEVICE.equals(row.actor()));
    }

    private void fact(NegotiationRow row) {
        if (row.step() == NegotiationStep.FEATURES_OFFERED) {
            offeredFact = KnownFeatures.of(row);
        } else if (row.step() == NegotiationStep.FEATURES_ACCEPTED) {
            acceptedFact = KnownFeatures.of(row);
        }
    }

    private static boolean isStatus(NegotiationRow row) {
        return row.step() == NegotiationStep.STATUS && row.value() != null;
    }

    DeviceHistory build() {
        for (NegotiationRow row : rows) {
            if (isReset(row)) {
                finish(row.ts());
                begin(row);
            } else {
                add(row);
            }
        }
        finish(null);
        return new DeviceHistory(device, attempts, resets, offeredFact, acceptedFact, readsSeen);
    }

    /** A status of 0 that the device answered is no reset, but the end of one. */
    private static boolean isReset(NegotiationRow row) {
        boolean zero = isStatus(row) && row.value() == 0 && !NegotiationRows.DEVICE.equals(row.actor());
        return zero || row.step() == NegotiationStep.DEVICE_RESET;
    }

    private void begin(NegotiationRow reset) {
        if (reset.ts() != null) {
            resets.add(reset.ts());
        }
        if (!fromReset) {
            fromReset = true;
            startNs = reset.ts();
        }
        steps.add(reset);
    }

    private void add(NegotiationRow row) {
        if (startNs == null) {
            startNs = row.ts();
        }
        steps.add(row);
        switch (row.step()) {
            case STATUS -> status(row);
            case FEATURES_OFFERED -> keep(offers, row);
            case FEATURES_ACCEPTED -> keep(acceptances, row);
            default -> touched = true;
        }
    }

    private void keep(List<KnownFeatures> list, NegotiationRow row) {
        KnownFeatures features = KnownFeatures.of(row);
        if (features != null) {
            list.add(features);
            touched = true;
        }
    }

    /** Where the capture names who wrote, the lines that do not only repeat it. */
    private void status(NegotiationRow row) {
        if (row.value() == null || row.actor() == null && writesNamed) {
            return;
        }
        boolean read = NegotiationRows.DEVICE.equals(row.actor());
        int bits = row.value().intValue() & 0xff;
        status.add(new StatusStep(row.ts(), bits, read));
        touched |= bits != 0;
    }

    private void finish(Long endNs) {
        if (touched) {
            attempts.add(
                    new Attempt(attempts.size() + 1, fromReset, startNs, endNs, status, offers, acceptances, steps));
            fromReset = false;
        }
        if (touched || endNs == null) {
            status.clear();
            offers.clear();
            acceptances.clear();
            steps.clear();
            startNs = null;
            touched = false;
        }
    }
}
