package io.vqtrace.analyzer.cli;

import io.vqtrace.analyzer.check.CheckModel;
import io.vqtrace.analyzer.check.CheckModel.CheckedRule;
import io.vqtrace.analyzer.check.Verdict;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The rules as JUnit test cases: a finding fails, a rule that cannot be checked is skipped. */
final class JunitReport {
    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** @param failing verdicts as bad as this fail */
    static String of(String name, CheckModel model, Verdict failing) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            new JunitReport(xml).suite(name, model.rules(), failing);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.append('\n').toString();
    }

    private void suite(String name, List<CheckedRule> rules, Verdict failing) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "vqtrace check " + printable(name));
        xml.writeAttribute("tests", Integer.toString(rules.size()));
        xml.writeAttribute("failures", count(rules, verdict -> verdict.atLeast(failing)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", count(rules, verdict -> verdict == Verdict.NOT_CHECKABLE));
        for (CheckedRule rule : rules) {
            testCase(rule, failing);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static String count(List<CheckedRule> rules, Predicate<Verdict> which) {
        return Long.toString(rules.stream()
                .filter(rule -> which.test(Verdict.of(rule.verdict())))
                .count());
    }

    private void testCase(CheckedRule rule, Verdict failing) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "virtio." + rule.section());
        xml.writeAttribute("name", "rule " + rule.rule() + ": " + rule.title());
        Verdict verdict = Verdict.of(rule.verdict());
        if (verdict == Verdict.NOT_CHECKABLE) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", printable(rule.reason()));
        } else if (verdict.isFinding()) {
            xml.writeStartElement(verdict.atLeast(failing) ? "failure" : "system-out");
            if (verdict.atLeast(failing)) {
                xml.writeAttribute("type", rule.verdict());
                xml.writeAttribute("message", printable(rule.first().seen()));
            }
            xml.writeCharacters(printable(SarifReport.message(rule)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** XML has no place for control characters, not even escaped ones. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> c == '\t' || c == '\n' || c >= 0x20 && c != 0xfffe && c != 0xffff && !surrogate(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean surrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
