package dev.portcullis.report;

import dev.portcullis.graph.ResourceGraph;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Finding;
import dev.portcullis.policy.decision.RuleResult;
import dev.portcullis.policy.decision.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * JUnit XML: a suite per rule, a case per subject. What JUnit has no word for is said in the type
 * of the failure: {@code undecided}, {@code vacuous}, {@code error}. Waived subjects are skipped
 * cases; advisory rules that fail are skipped cases too, for JUnit knows no warning and a failure
 * there would contradict the decision.
 */
final class JunitRenderer implements Renderer {

  @Override
  public byte[] render(Decision decision, @Nullable ResourceGraph graph) {
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
        "name",
        PlainText.oneLine(
            "Portcullis "
                + decision.profile()
                + ": "
                + decision.decision().json()
                + (decision.partial() ? ", " + Facts.PARTIAL : "")));
    if (decision.error() != null) {
      errorSuite(xml, decision.error());
    }
    var facts = new Facts(decision);
    for (var rule : decision.rules()) {
      suite(xml, rule, facts);
    }
    xml.writeCharacters("\n");
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
    xml.writeAttribute("message", PlainText.prose(error));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void suite(XMLStreamWriter xml, RuleResult rule, Facts facts)
      throws XMLStreamException {
    var mandatory = Facts.isMandatory(rule);
    var counts = rule.counts();
    var wrong = counts.fail() + counts.undecided();
    var withoutSubject = Facts.lacksSubjects(rule);
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", PlainText.prose(rule.id() + " " + rule.title()));
    xml.writeAttribute("tests", String.valueOf(counts.targets() + (withoutSubject ? 1 : 0)));
    xml.writeAttribute(
        "failures", String.valueOf(mandatory ? wrong + (withoutSubject ? 1 : 0) : 0));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute(
        "skipped",
        String.valueOf(counts.waived() + (mandatory ? 0 : wrong + (withoutSubject ? 1 : 0))));
    properties(xml, rule);
    if (withoutSubject) {
      caseWith(xml, rule, "the rule could examine what it must", mandatory ? "failure" : "skipped");
      xml.writeAttribute(
          "message", rule.status().json() + ": " + PlainText.prose(Facts.note(rule)));
      if (mandatory) {
        xml.writeAttribute("type", rule.status().json());
      }
      endCase(xml);
    }
    for (var target : rule.targets()) {
      testCase(xml, rule, target, facts);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void properties(XMLStreamWriter xml, RuleResult rule) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("properties");
    property(xml, "status", rule.status().json());
    property(xml, "enforcement", rule.enforcement().json());
    property(xml, "severity", rule.severity().json());
    xml.writeEndElement();
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    xml.writeAttribute("name", name);
    xml.writeAttribute("value", value);
  }

  private static void testCase(
      XMLStreamWriter xml, RuleResult rule, RuleResult.Target target, Facts facts)
      throws XMLStreamException {
    switch (target.status()) {
      case PASS -> startCase(xml, rule, target.urn());
      case PASS_BY_REFERENCE -> {
        startCase(xml, rule, target.urn());
        xml.writeStartElement("system-out");
        xml.writeCharacters(
            "pass-by-reference via " + PlainText.oneLine(String.valueOf(target.via())));
        xml.writeEndElement();
      }
      case FAIL, UNDECIDED, WAIVED -> {
        var skipped = !Facts.isMandatory(rule) || target.status() == Status.Subject.WAIVED;
        caseWith(xml, rule, target.urn(), skipped ? "skipped" : "failure");
        var found = facts.findings(rule, target.urn());
        xml.writeAttribute(
            "message",
            (skipped ? target.status().json() + ": " : "")
                + found.stream()
                    .map(Finding::message)
                    .map(PlainText::prose)
                    .collect(Collectors.joining("; ")));
        if (!skipped) {
          xml.writeAttribute("type", target.status().json());
        }
        xml.writeCharacters(
            found.stream().map(JunitRenderer::detail).collect(Collectors.joining("\n\n")));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private static void caseWith(XMLStreamWriter xml, RuleResult rule, String name, String child)
      throws XMLStreamException {
    startCase(xml, rule, name);
    xml.writeStartElement(child);
  }

  private static void startCase(XMLStreamWriter xml, RuleResult rule, String name)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", PlainText.oneLine(rule.id()));
    xml.writeAttribute("name", PlainText.oneLine(name));
  }

  private static void endCase(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static String detail(Finding finding) {
    var where =
        finding.location() == null
            ? ""
            : PlainText.oneLine(finding.location().file()) + ":" + finding.location().line() + "\n";
    return finding.status().json()
        + " "
        + PlainText.oneLine(finding.fingerprint())
        + (finding.waiver() == null ? "" : " waiver " + PlainText.oneLine(finding.waiver()))
        + "\n"
        + where
        + PlainText.oneLine(finding.pointer())
        + "\nfound: "
        + PlainText.oneLine(finding.actual())
        + "\nexpected: "
        + PlainText.oneLine(finding.expected())
        + "\nfix: "
        + PlainText.prose(finding.remediation());
  }
}
