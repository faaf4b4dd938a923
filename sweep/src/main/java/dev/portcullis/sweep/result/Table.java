package dev.portcullis.sweep.result;

import static dev.portcullis.sweep.result.Column.flag;
import static dev.portcullis.sweep.result.Column.integer;
import static dev.portcullis.sweep.result.Column.text;

import java.util.List;
import java.util.function.Function;

/**
 * A table of the results: the one place that says which columns there are, for whoever writes them.
 * Names and meanings are those of docs/sweep.md.
 *
 * @param name of the table and of its folder
 * @param rows the rows that one document adds
 */
public record Table<R>(String name, List<Column<R>> columns, Function<StackResult, List<R>> rows) {

  /** One row per document. */
  public static final Table<StackRow> STACKS =
      new Table<>(
          "stacks",
          List.of(
              text("source", StackRow::source),
              Column.<StackRow>text("kind", StackRow::kind).orNull(),
              text("decision", row -> row.decision().json()),
              Column.<StackRow>text("error", StackRow::error).orNull(),
              Column.<StackRow>text("project", StackRow::project).orNull(),
              Column.<StackRow>text("stack", StackRow::stack).orNull(),
              Column.<StackRow>text("system", StackRow::system).orNull(),
              Column.<StackRow>text("profile", StackRow::profile).orNull(),
              integer("resources", StackRow::resources),
              integer("rules", row -> row.rules().asked()),
              integer("rules_pass", row -> row.rules().pass()),
              integer("rules_fail", row -> row.rules().fail()),
              integer("rules_undecided", row -> row.rules().undecided()),
              integer("rules_vacuous", row -> row.rules().vacuous()),
              integer("rules_waived", row -> row.rules().waived()),
              integer("findings_fail", row -> row.findings().fail()),
              integer("findings_undecided", row -> row.findings().undecided()),
              integer("findings_waived", row -> row.findings().waived()),
              flag("partial", StackRow::partial),
              Column.<StackRow>text("content_digest", StackRow::contentDigest).orNull(),
              Column.<StackRow>text("graph_digest", StackRow::graphDigest).orNull(),
              text("policy_revision", StackRow::policyRevision),
              text("binding", StackRow::binding),
              text("as_of", StackRow::asOf),
              text("engine_kind", StackRow::engineKind),
              text("engine_version", StackRow::engineVersion)),
          result -> List.of(result.stack()));

  /** One row per document and rule. */
  public static final Table<RuleRow> RULES =
      new Table<>(
          "rules",
          List.of(
              text("source", RuleRow::source),
              text("rule", RuleRow::rule),
              text("title", RuleRow::title),
              text("severity", RuleRow::severity),
              text("enforcement", RuleRow::enforcement),
              text("status", RuleRow::status),
              flag("denies", RuleRow::denies),
              integer("subjects", RuleRow::subjects),
              integer("pass", RuleRow::pass),
              integer("pass_by_reference", RuleRow::passByReference),
              integer("fail", RuleRow::fail),
              integer("undecided", RuleRow::undecided),
              integer("waived", RuleRow::waived),
              Column.<RuleRow>text("note", RuleRow::note).orNull()),
          StackResult::rules);

  /** One row per finding. */
  public static final Table<FindingRow> FINDINGS =
      new Table<>(
          "findings",
          List.of(
              text("source", FindingRow::source),
              text("rule", FindingRow::rule),
              text("severity", FindingRow::severity),
              text("enforcement", FindingRow::enforcement),
              text("status", FindingRow::status),
              text("urn", FindingRow::urn),
              text("type", FindingRow::type),
              text("name", FindingRow::name),
              Column.<FindingRow>text("region", FindingRow::region).orNull(),
              text("pointer", FindingRow::pointer),
              text("message", FindingRow::message),
              text("expected", FindingRow::expected),
              text("actual", FindingRow::actual),
              text("remediation", FindingRow::remediation),
              text("fingerprint", FindingRow::fingerprint),
              Column.<FindingRow>text("file", FindingRow::file).orNull(),
              Column.<FindingRow>integer("line", FindingRow::line).orNull(),
              Column.<FindingRow>text("waiver", FindingRow::waiver).orNull()),
          StackResult::findings);

  /** All of them. */
  public static final List<Table<?>> ALL = List.of(STACKS, RULES, FINDINGS);
}
