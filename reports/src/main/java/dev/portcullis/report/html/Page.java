package dev.portcullis.report.html;

import dev.portcullis.report.picture.Picture;
import java.util.List;

/**
 * What the template {@code page.html} shows. Empty texts and lists leave their part out.
 *
 * @param reasons why the verdict is what it is: the rules that deny
 * @param found how many findings the decision has, also those that are not shown one by one
 * @param pictures one, or none without the graph
 * @param data JSON for the script
 * @param policy content security policy: nothing may be loaded, and nothing run but what is here
 */
record Page(
    String title,
    Verdict verdict,
    List<Reason> reasons,
    List<Tally> tallies,
    Origin origin,
    List<FindingCards.Group> findings,
    int found,
    List<Picture> pictures,
    List<RuleRows.Row> rules,
    List<Matrix.Row> matrix,
    List<Matrix.Count> sentences,
    List<Frameworks.Framework> frameworks,
    List<WaiverRows.Row> waivers,
    boolean traced,
    boolean graph,
    List<Coverage.Unread> unread,
    List<Coverage.Kind> untaggable,
    List<Coverage.Kind> untagged,
    List<Coverage.Kind> unexamined,
    List<Coverage.Sentence> unanswered,
    List<Coverage.Sentence> notAsked,
    List<Parameter> parameters,
    String policy,
    String style,
    String script,
    String data) {

  /** The verdict and what limits it. */
  record Verdict(
      String key, String words, String mark, int exitCode, String error, boolean partial) {}

  /** A rule that denies. */
  record Reason(String rule, String title, String status, String found) {}

  /** Numbers of one kind. */
  record Tally(String title, List<Part> parts) {}

  /** One number; {@code key} is of the style sheet. */
  record Part(int count, String words, String key, String mark) {}

  /** What was examined, by what, when. */
  record Origin(
      String system,
      String stack,
      String kind,
      String profile,
      int resources,
      int rules,
      String asOf,
      String engine,
      String graphDigest,
      String revision,
      String version) {}

  /** A parameter in force. */
  record Parameter(String name, String value) {}
}
