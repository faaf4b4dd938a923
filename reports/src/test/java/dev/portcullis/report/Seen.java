package dev.portcullis.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.w3c.dom.Element;

/**
 * What a reader finds in one format, read with tools that know nothing of the renderer.
 *
 * @param rules id to status
 * @param counts rule id to the number of its subjects by status, in the order of {@link
 *     Status.Subject}
 * @param findings {@code rule status fingerprint}, sorted
 */
record Seen(
    SortedMap<String, String> rules,
    SortedMap<String, List<Integer>> counts,
    List<String> findings) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STATUSES =
      Arrays.stream(Status.Subject.values()).map(Status.Subject::json).toList();
  private static final Map<String, String> MARKS =
      Map.of("✘", "fail", "?", "undecided", "~", "waived");
  private static final Pattern HEAD = Pattern.compile("([✘?~]) (ABC-\\d+) ");
  private static final Pattern DETAIL =
      Pattern.compile("(?m)^ *(fail|undecided|waived) (sha256:\\p{XDigit}+)");
  private static final Pattern ANNOTATION =
      Pattern.compile(
          "(?m)^::\\w+ [^:]*title=(ABC-\\d+) (fail|undecided|waived)%3A .*%0Afingerprint: (sha256:\\w+)");

  static Seen expected(Decision decision) {
    var rules = new TreeMap<String, String>();
    var counts = new TreeMap<String, List<Integer>>();
    for (var rule : decision.rules()) {
      rules.put(rule.id(), rule.status().json());
      counts.put(rule.id(), count(rule.targets().stream().map(target -> target.status().json())));
    }
    return new Seen(
        rules,
        counts,
        decision.findings().stream()
            .map(f -> entry(f.rule(), f.status().json(), f.fingerprint()))
            .sorted()
            .toList());
  }

  static Seen json(byte[] report) {
    var tree = tree(report);
    var rules = new TreeMap<String, String>();
    var counts = new TreeMap<String, List<Integer>>();
    for (var rule : tree.at("/rules")) {
      rules.put(rule.at("/id").asText(), rule.at("/status").asText());
      counts.put(rule.at("/id").asText(), numbers(rule.at("/counts")));
    }
    return of(rules, counts, tree.at("/findings"), "/rule", "/status", "/fingerprint");
  }

  static Seen sarif(byte[] report) {
    var run = tree(report).at("/runs/0");
    var rules = new TreeMap<String, String>();
    var counts = new TreeMap<String, List<Integer>>();
    for (var rule : run.at("/tool/driver/rules")) {
      rules.put(rule.at("/id").asText(), rule.at("/properties/status").asText());
      counts.put(rule.at("/id").asText(), numbers(rule.at("/properties/counts")));
    }
    var results = new ArrayList<JsonNode>();
    for (var result : run.at("/results")) {
      if (result.at("/partialFingerprints").has("portcullisFinding/v1")) {
        results.add(result);
      }
    }
    return of(
        rules,
        counts,
        results,
        "/ruleId",
        "/properties/status",
        "/partialFingerprints/portcullisFinding~1v1");
  }

  static Seen oscalAssessment(byte[] report) {
    var rules = new TreeMap<String, String>();
    var counts = new TreeMap<String, List<Integer>>();
    var findings = new ArrayList<String>();
    var result = tree(report).at("/assessment-results/results/0");
    for (var observation : result.at("/observations")) {
      if (observation.at("/types/0").asText().equals("finding")) {
        findings.add(
            entry(
                prop(observation, "rule"),
                prop(observation, "status"),
                prop(observation, "fingerprint")));
      } else {
        counts.put(
            prop(observation, "rule"),
            STATUSES.stream()
                .map(status -> Integer.valueOf(prop(observation, "subjects-" + status)))
                .toList());
      }
    }
    for (var finding : result.at("/findings")) {
      if (finding.at("/target/type").asText().equals("objective-id")) {
        rules.put(prop(finding, "rule"), prop(finding, "status"));
      }
    }
    return new Seen(rules, counts, sorted(findings));
  }

  static Seen csv(byte[] report) {
    var rules = new TreeMap<String, String>();
    var subjects = new TreeMap<String, Map<String, String>>();
    var findings = new ArrayList<String>();
    for (var row : rows(report)) {
      if (!row.get("rule").isEmpty()) {
        rules.put(row.get("rule"), row.get("ruleStatus"));
        var ofRule = subjects.computeIfAbsent(row.get("rule"), id -> new TreeMap<>());
        if (!row.get("urn").isEmpty()) {
          ofRule.put(row.get("urn"), row.get("subjectStatus"));
        }
      }
      if (!row.get("fingerprint").isEmpty()) {
        findings.add(entry(row.get("rule"), row.get("status"), row.get("fingerprint")));
      }
    }
    var counts = new TreeMap<String, List<Integer>>();
    subjects.forEach((rule, ofRule) -> counts.put(rule, count(ofRule.values().stream())));
    return new Seen(rules, counts, sorted(findings));
  }

  static Seen junit(byte[] report) {
    var rules = new TreeMap<String, String>();
    var counts = new TreeMap<String, List<Integer>>();
    var findings = new ArrayList<String>();
    for (var suite : elements(document(report), "testsuite")) {
      var properties = elements(suite, "property");
      if (!properties.isEmpty()) {
        var id = suite.getAttribute("name").split(" ", 2)[0];
        rules.put(id, properties.get(0).getAttribute("value"));
        counts.put(
            id,
            count(
                elements(suite, "testcase").stream()
                    .filter(one -> !one.getAttribute("name").startsWith("the rule could"))
                    .map(Seen::outcome)));
        DETAIL
            .matcher(suite.getTextContent())
            .results()
            .forEach(found -> findings.add(entry(id, found.group(1), found.group(2))));
      }
    }
    return new Seen(rules, counts, sorted(findings));
  }

  private static String outcome(Element testCase) {
    for (var failure : elements(testCase, "failure")) {
      return failure.getAttribute("type");
    }
    for (var skipped : elements(testCase, "skipped")) {
      return skipped.getAttribute("message").split(":", 2)[0];
    }
    return elements(testCase, "system-out").isEmpty() ? "pass" : "pass-by-reference";
  }

  static Seen html(byte[] report) {
    var page = Jsoup.parse(new String(report, StandardCharsets.UTF_8));
    var rules = new TreeMap<String, String>();
    for (var row : page.select("tr[id^=rule-]")) {
      rules.put(row.id().substring(5), row.select("td .tag").first().text());
    }
    var data = tree(page.getElementById("data").data().getBytes(StandardCharsets.UTF_8));
    var counts = new TreeMap<String, List<Integer>>();
    for (var rule : data.at("/rules")) {
      var statuses = new ArrayList<String>();
      // Of each target, one after the other: resource, status, via, fields that were read.
      for (int i = 1; i < rule.at("/targets").size(); i += 4) {
        statuses.add(data.at("/standings/" + rule.at("/targets").get(i).asInt() + "/0").asText());
      }
      counts.put(rule.at("/id").asText(), count(statuses.stream()));
    }
    var findings = new ArrayList<String>();
    for (var card : page.select("article.finding")) {
      findings.add(
          entry(
              card.closest("section.group").attr("aria-label"),
              card.attr("data-status"),
              card.select("code:matchesOwn(^sha256:)").last().text()));
    }
    return new Seen(rules, counts, sorted(findings));
  }

  /** The terminal names findings by the first characters of their fingerprints. */
  static List<String> console(byte[] report) {
    var findings = new ArrayList<String>();
    var found = "";
    for (var line : new String(report, StandardCharsets.UTF_8).lines().toList()) {
      var head = HEAD.matcher(line);
      if (head.lookingAt()) {
        found = head.group(2) + " " + MARKS.get(head.group(1));
      } else if (line.startsWith("    explain   ./gate explain ")) {
        findings.add(found + " " + line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return sorted(findings);
  }

  /** Rule and status: a comment on a pull request has no room for fingerprints. */
  static List<String> markdown(Document page) {
    var findings = new ArrayList<String>();
    for (var title : page.select("h3:matchesOwn(\\(\\d+\\)$)")) {
      var words = title.text().toLowerCase(Locale.ROOT);
      var status =
          words.contains("waived") ? "waived" : words.contains("undecided") ? "undecided" : "fail";
      var rule = "";
      for (var next = title.nextElementSibling();
          next != null && !next.is("h2, h3, details");
          next = next.nextElementSibling()) {
        rule = next.is("h4") ? next.select("strong").first().text() : rule;
        var rows = next.select("tbody tr").size();
        findings.addAll(Collections.nCopies(rows, rule + " " + status));
      }
    }
    return sorted(findings);
  }

  static List<String> github(byte[] report) {
    return ANNOTATION
        .matcher(new String(report, StandardCharsets.UTF_8))
        .results()
        .map((MatchResult found) -> entry(found.group(1), found.group(2), found.group(3)))
        .sorted()
        .toList();
  }

  static List<String> gitlab(byte[] report) {
    var findings = new ArrayList<String>();
    for (var issue : tree(report)) {
      var fingerprint = issue.at("/fingerprint").asText();
      if (fingerprint.startsWith("sha256:")) {
        findings.add(
            entry(
                issue.at("/check_name").asText(),
                issue.at("/description").asText().split("[: ]", 2)[0],
                fingerprint.replaceFirst("-\\d+$", "")));
      }
    }
    return sorted(findings);
  }

  /** Values of a property of the component: the rules of a component definition. */
  static List<String> oscalComponent(byte[] report) {
    var rules = new ArrayList<String>();
    for (var prop : tree(report).at("/component-definition/components/0/props")) {
      if (prop.at("/name").asText().equals("rule")) {
        rules.add(prop.at("/value").asText());
      }
    }
    return rules;
  }

  static List<Map<String, String>> rows(byte[] report) {
    try {
      return new CsvMapper()
          .readerFor(Map.class)
          .with(CsvSchema.emptySchema().withHeader())
          .<Map<String, String>>readValues(report)
          .readAll();
    } catch (IOException e) {
      throw new AssertionError("no CSV", e);
    }
  }

  static Element document(byte[] report) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(report))
          .getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError("no XML", e);
    }
  }

  static List<Element> elements(Element root, String name) {
    var nodes = root.getElementsByTagName(name);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  static JsonNode tree(byte[] report) {
    try {
      return JSON.readTree(report);
    } catch (IOException e) {
      throw new AssertionError("no JSON", e);
    }
  }

  private static String prop(JsonNode owner, String name) {
    for (var prop : owner.at("/props")) {
      if (prop.at("/name").asText().equals(name)) {
        return prop.at("/value").asText();
      }
    }
    throw new AssertionError("no property " + name);
  }

  private static Seen of(
      SortedMap<String, String> rules,
      SortedMap<String, List<Integer>> counts,
      Iterable<JsonNode> findings,
      String rule,
      String status,
      String fingerprint) {
    var seen = new ArrayList<String>();
    findings.forEach(
        f ->
            seen.add(
                entry(f.at(rule).asText(), f.at(status).asText(), f.at(fingerprint).asText())));
    return new Seen(rules, counts, sorted(seen));
  }

  private static List<Integer> count(Stream<String> statuses) {
    var all = statuses.toList();
    assertThat(STATUSES).containsAll(all);
    return STATUSES.stream().map(status -> Collections.frequency(all, status)).toList();
  }

  private static List<Integer> numbers(JsonNode counts) {
    var numbers =
        Stream.of("pass", "passByReference", "fail", "undecided", "waived")
            .map(name -> counts.get(name).asInt())
            .toList();
    assertThat(counts.get("targets").asInt())
        .isEqualTo(numbers.stream().mapToInt(number -> number).sum());
    return numbers;
  }

  private static String entry(String rule, String status, String fingerprint) {
    return rule + " " + status + " " + fingerprint;
  }

  private static List<String> sorted(Collection<String> found) {
    return found.stream().sorted().toList();
  }
}
