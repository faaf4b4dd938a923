package dev.portcullis.report;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit XML: a suite per rule, a case per subject. What JUnit has no word for is said in the type
 * of the failure: {@code undecided}, {@code vacuous}, {@code error}. Waived subjects are skipped
 * cases; advisory rules that fail are skipped cases too, for JUnit knows no warning and a failure
 * there would contradict the decision.
 */
final class JunitRenderer implements Renderer {

  @Override
  public String format() {
    return "junit";
  }

  @Override
  public String fileName() {
    return "decision.junit.xml";
  }

  @Override
  public byte[] render(Decision decision) {
    var bytes = new ByteArrayOutputStream();
    try {
      var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      suites(xml, decision);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML into memory cannot fail", e);
    }
    bytes.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static void suites(XMLStreamWriter xml, Decision decision) throws XMLStreamException {
    xml.writeStartElement("testsuites");
    xml.writeAttribute(
        "name", "Portcullis " + decision.profile() + ": " + decision.decision().json());
    if (decision.error() != null) {
      errorSuite(xml, decision.error());
    }
    var findings = decision.findings().stream().collect(Collectors.groupingBy(Finding::rule));
    for (var rule : decision.rules()) {
      suite(xml, rule, findings.getOrDefault(rule.id(), List.of()));
    }
    xml.writeEndElement();
  }

  private static void errorSuite(XMLStreamWriter xml, String error) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "decision");
    xml.writeAttribute("tests", "1");
    xml.writeAttribute("failures", "0");
    xml.writeAttribute("errors", "1");
    xml.writeAttribute("skipped", "0");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "portcullis");
    xml.writeAttribute("name", "the gate could decide");
    xml.writeEmptyElement("error");
    xml.writeAttribute("type", "error");
    xml.writeAttribute("message", PlainText.oneLine(error));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void suite(XMLStreamWriter xml, RuleResult rule, List<Finding> findings)
      throws XMLStreamException {
    var byUrn = findings.stream().collect(Collectors.groupingBy(Finding::urn));
    var mandatory = rule.enforcement() == dev.portcullis.policy.decision.Enforcement.MANDATORY;
    var counts = rule.counts();
    var wrong = counts.fail() + counts.undecided();
    var withoutSubject = rule.status() == Status.Rule.VACUOUS || rule.status() == Status.Rule.ERROR;
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", rule.id() + " " + PlainText.oneLine(rule.title()));
    xml.writeAttribute("tests", String.valueOf(counts.targets() + (withoutSubject ? 1 : 0)));
    xml.writeAttribute(
        "failures", String.valueOf(mandatory ? wrong + (withoutSubject ? 1 : 0) : 0));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute(
        "skipped",
        String.valueOf(counts.waived() + (mandatory ? 0 : wrong + (withoutSubject ? 1 : 0))));
    if (withoutSubject) {
      caseWith(xml, rule, "the rule could examine what it must", mandatory ? "failure" : "skipped");
      xml.writeAttribute("message", rule.status().json() + ": " + PlainText.oneLine(noteOf(rule)));
      endCase(xml);
    }
    for (var target : rule.targets()) {
      testCase(xml, rule, target, byUrn, mandatory);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void testCase(
      XMLStreamWriter xml,
      RuleResult rule,
      RuleResult.Target target,
      Map<String, List<Finding>> byUrn,
      boolean mandatory)
      throws XMLStreamException {
    switch (target.status()) {
      case PASS, PASS_BY_REFERENCE -> {
        xml.writeCharacters("\n    ");
        xml.writeEmptyElement("testcase");
        xml.writeAttribute("classname", rule.id());
        xml.writeAttribute("name", PlainText.oneLine(target.urn()));
      }
      case FAIL, UNDECIDED, WAIVED -> {
        var skipped = !mandatory || target.status() == Status.Subject.WAIVED;
        caseWith(xml, rule, target.urn(), skipped ? "skipped" : "failure");
        var found = byUrn.getOrDefault(target.urn(), List.of());
        xml.writeAttribute(
            "message",
            found.stream()
                .map(Finding::message)
                .map(PlainText::oneLine)
                .collect(Collectors.joining("; ")));
        if (!skipped) {
          xml.writeAttribute("type", target.status().json());
          xml.writeCharacters(
              found.stream().map(JunitRenderer::detail).collect(Collectors.joining("\n")));
        }
        endCase(xml);
      }
    }
  }

  private static void caseWith(XMLStreamWriter xml, RuleResult rule, String name, String child)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", rule.id());
    xml.writeAttribute("name", PlainText.oneLine(name));
    xml.writeStartElement(child);
  }

  private static void endCase(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static String noteOf(RuleResult rule) {
    return rule.note() == null ? "" : rule.note();
  }

  private static String detail(Finding finding) {
    var where =
        finding.location() == null
            ? ""
            : finding.location().file() + ":" + finding.location().line() + "\n";
    return where
        + PlainText.oneLine(finding.pointer())
        + "\nfound: "
        + PlainText.oneLine(finding.actual())
        + "\nexpected: "
        + PlainText.oneLine(finding.expected())
        + "\nfix: "
        + PlainText.oneLine(finding.remediation());
  }
}
