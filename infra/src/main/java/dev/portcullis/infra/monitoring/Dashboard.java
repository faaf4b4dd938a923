package dev.portcullis.infra.monitoring;

import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import dev.portcullis.infra.core.Scope;
import dev.portcullis.infra.core.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What operators look at. Takes what to show; gives the dashboard's name and where to open it.
 * Dashboards share one name space in all regions of an account: two of a system need two names. One
 * in each region of a system still makes sense, for whoever is signed in to the region that lives.
 */
public final class Dashboard extends ComponentResource {
  /** Type token. */
  public static final String TYPE = "portcullis:monitoring:Dashboard";

  private static final int MOST_WIDGETS = 500;

  /** Name of the dashboard. */
  public final Output<String> dashboardName;

  /** Where to open it. */
  public final Output<String> url;

  /**
   * What a dashboard needs.
   *
   * @param scope region whose provider makes it
   * @param title shown on top
   * @param widgets from left to right; at most 499
   */
  public record Args(Scope scope, String title, List<Widget> widgets) {
    public Args {
      widgets = List.copyOf(widgets);
      Violations.in(Dashboard.class)
          .unless(!title.isBlank(), "title: is blank, got \"" + title + "\"; name the system")
          .unless(!widgets.isEmpty(), "widgets: is empty, got []; show at least one")
          .unless(
              widgets.size() < MOST_WIDGETS,
              "widgets: too many, got " + widgets.size() + "; CloudWatch draws at most 499")
          .throwIfAny();
    }
  }

  /** Creates the dashboard. */
  public Dashboard(String name, Args args, ComponentResourceOptions options) {
    super(TYPE, name, options);
    var scope = args.scope();
    var widgets = new ArrayList<Widget>();
    widgets.add(new Widget.Text("# " + args.title()));
    widgets.addAll(args.widgets());
    var dashboard =
        new com.pulumi.aws.cloudwatch.Dashboard(
            name,
            DashboardArgs.builder()
                .dashboardName(scope.physicalOf(name))
                .dashboardBody(DashboardBody.of(widgets))
                .build(),
            scope.child(this).build());
    dashboardName = dashboard.dashboardName();
    var region = scope.region().id();
    url =
        dashboardName.applyValue(
            known ->
                "https://%s.console.aws.amazon.com/cloudwatch/home?region=%s#dashboards:name=%s"
                    .formatted(region, region, known));
    registerOutputs(Map.of("dashboardName", dashboardName, "url", url));
  }
}
