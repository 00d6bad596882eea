package io.vqtrace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.trace.Operation;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ServiceTimeTest {
    private static final int DRAWS = 100_000;

    private static long[] draw(ServiceTime model, Operation operation) {
        RandomStream random = new RandomStream(1);
        long[] draws = new long[DRAWS];
        Arrays.setAll(draws, i -> model.sample(random, operation.code(), 4096));
        Arrays.sort(draws);
        return draws;
    }

    @Test
    void modelsHaveTheDistributionThatTheyName() {
        long[] exponential = draw(ServiceTime.exponential(Duration.ofNanos(10_000)), Operation.READ);
        assertEquals(10_000, Arrays.stream(exponential).average().orElseThrow(), 200);
        assertEquals(10_000 * Math.log(2), exponential[DRAWS / 2], 200);
        long[] lognormal = draw(ServiceTime.lognormal(Duration.ofNanos(10_000), 0.5), Operation.READ);
        assertEquals(10_000, lognormal[DRAWS / 2], 200);
        assertEquals(10_000 * Math.exp(0.5), lognormal[(int) (DRAWS * 0.8413)], 300);
        long[] bimodal = draw(ServiceTime.bimodal(Duration.ofNanos(10), Duration.ofNanos(900), 0.25), Operation.READ);
        assertEquals(0.25, Arrays.stream(bimodal).filter(time -> time == 900).count() / (double) DRAWS, 0.01);
    }

    @Test
    void eachOperationHasItsOwn() {
        ServiceTime model = ServiceTime.perOperation(
                ServiceTime.constant(Duration.ofNanos(1)),
                ServiceTime.constant(Duration.ofNanos(2)),
                ServiceTime.constant(Duration.ofNanos(3)));
        assertEquals(1, draw(model, Operation.READ)[0]);
        assertEquals(2, draw(model, Operation.WRITE)[0]);
        assertEquals(3, draw(model, Operation.FLUSH)[0]);
    }
}
