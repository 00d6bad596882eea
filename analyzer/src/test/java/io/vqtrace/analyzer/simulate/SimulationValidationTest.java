package io.vqtrace.analyzer.simulate;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Predictions come within 5 % of what the testkit's device does, and those that cannot are flagged. */
class SimulationValidationTest {
    @TempDir
    Path folder;

    @Test
    void predictsWithinFivePercentOrSaysThatItCannot() throws Exception {
        List<SimulationValidation.Row> rows = SimulationValidation.rows(folder);
        String table = SimulationValidation.markdown(rows);
        Stream<Executable> checks = rows.stream().map(row -> () -> {
            String where = row.pair().name() + "\n" + row.queue().limits() + "\n" + table;
            assertEquals(row.pair().byNature(), row.flagged(), where);
            assertEquals(true, row.flagged() || row.holds(), where);
        });
        assertAll(checks);
    }
}
