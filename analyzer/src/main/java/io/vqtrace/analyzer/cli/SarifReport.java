package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.check.CheckModel;
import io.vqtrace.analyzer.check.CheckModel.Breach;
import io.vqtrace.analyzer.check.CheckModel.CheckedPlace;
import io.vqtrace.analyzer.check.CheckModel.CheckedRule;
import io.vqtrace.analyzer.check.Rule;
import io.vqtrace.analyzer.check.RuleBook;
import io.vqtrace.analyzer.check.Verdict;
import io.vqtrace.analyzer.render.JsonText;
import io.vqtrace.analyzer.render.Unit;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings in the Static Analysis Results Interchange Format, version 2.1.0. */
final class SarifReport {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private SarifReport() {}

    static String of(String name, CheckModel model) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver()));
        List<Map<String, Object>> results = new ArrayList<>();
        for (CheckedRule rule : model.rules()) {
            if (Verdict.of(rule.verdict()) == Verdict.NOT_CHECKABLE) {
                results.add(result(rule, "notApplicable", "none", rule.reason(), name, null));
            }
            for (CheckedPlace place : rule.places()) {
                Verdict verdict = Verdict.of(place.verdict());
                if (verdict.isFinding()) {
                    Breach breach = new Breach(place.firstNs(), place.device(), place.queue(), place.seen());
                    boolean racy = verdict == Verdict.RACY;
                    String level = racy ? "none" : verdict == Verdict.VIOLATION ? "error" : "warning";
                    results.add(result(
                            rule, racy ? "review" : "fail", level, message(rule, breach, place.count()), name, breach));
                }
            }
        }
        run.put("results", results);
        Map<String, Object> sarif = new LinkedHashMap<>();
        sarif.put("$schema", SCHEMA);
        sarif.put("version", "2.1.0");
        sarif.put("runs", List.of(run));
        return JsonText.of(sarif);
    }

    private static Map<String, Object> driver() {
        Map<String, Object> driver = new LinkedHashMap<>();
        driver.put("name", "vqtrace check");
        driver.put(
                "rules", RuleBook.rules().stream().map(SarifReport::descriptor).toList());
        return driver;
    }

    private static Map<String, Object> descriptor(Rule rule) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("id", id(rule.number()));
        descriptor.put("shortDescription", Map.of("text", rule.title()));
        descriptor.put("fullDescription", Map.of("text", rule.text()));
        descriptor.put(
                "help",
                Map.of(
                        "text",
                        "virtio 1.4 section " + rule.section() + ". " + rule.text() + " Needs: " + rule.needs()));
        descriptor.put(
                "defaultConfiguration",
                Map.of("level", rule.level().verdict() == Verdict.VIOLATION ? "error" : "warning"));
        return descriptor;
    }

    private static String id(int rule) {
        return String.format("virtio-%02d", rule);
    }

    private static Map<String, Object> result(
            CheckedRule rule, String kind, String level, String message, String trace, Breach breach) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("ruleId", id(rule.rule()));
        result.put("ruleIndex", rule.rule() - 1);
        result.put("kind", kind);
        result.put("level", level);
        result.put("message", Map.of("text", message));
        Map<String, Object> location = new LinkedHashMap<>();
        location.put("physicalLocation", Map.of("artifactLocation", Map.of("uri", uri(trace))));
        if (breach != null) {
            location.put("logicalLocations", List.of(Map.of("fullyQualifiedName", where(breach), "kind", "resource")));
        }
        result.put("locations", List.of(location));
        if (breach != null && breach.timeNs() != null) {
            result.put("properties", Map.of("time_ns", breach.timeNs()));
        }
        return result;
    }

    /** A relative reference: what a URI cannot hold is escaped. */
    private static String uri(String trace) {
        return URLEncoder.encode(trace, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static String where(Breach breach) {
        return breach.device() + (breach.queue() == null ? "" : "/queue " + breach.queue());
    }

    /** What a rule came to, in a sentence. */
    static String message(CheckedRule rule) {
        return message(rule, rule.first(), rule.count());
    }

    private static String message(CheckedRule rule, Breach first, long count) {
        return rule.title() + " (virtio 1.4 section " + rule.section() + "): " + rule.verdict() + ", "
                + (count == 1 ? "once" : count + " times, first") + " on " + where(first)
                + (first.timeNs() == null ? "" : " at " + Unit.TIME.text(first.timeNs())) + ": " + first.seen();
    }
}
