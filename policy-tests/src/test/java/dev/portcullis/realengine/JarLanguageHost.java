package dev.portcullis.realengine;

import static dev.portcullis.realengine.Calls.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import pulumirpc.Language.GetRequiredPackagesRequest;
import pulumirpc.Language.GetRequiredPackagesResponse;
import pulumirpc.Language.RunRequest;
import pulumirpc.Language.RunResponse;
import pulumirpc.LanguageRuntimeGrpc;
import pulumirpc.Plugin.PluginInfo;

/**
 * Stands in for pulumi-language-java, which no registry has: runs the program's jar with {@code
 * java -jar}, as that does for {@code runtime.options.binary}, in the environment that the SDK
 * expects. The program is not changed and starts in a JVM of its own, as it does for a user.
 */
final class JarLanguageHost extends LanguageRuntimeGrpc.LanguageRuntimeImplBase {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path jar;

  /**
   * @param jar the program; a host that the engine finds running is not told the options of
   *     Pulumi.yaml
   */
  JarLanguageHost(Path jar) {
    this.jar = jar;
  }

  @Override
  public void getPluginInfo(Empty asked, StreamObserver<PluginInfo> out) {
    answer(out, () -> PluginInfo.newBuilder().setVersion("1.0.0").build());
  }

  @Override
  public void getRequiredPackages(
      GetRequiredPackagesRequest asked, StreamObserver<GetRequiredPackagesResponse> out) {
    answer(out, GetRequiredPackagesResponse::getDefaultInstance);
  }

  @Override
  public void run(RunRequest asked, StreamObserver<RunResponse> out) {
    answer(out, () -> run(asked));
  }

  private RunResponse run(RunRequest asked) {
    try {
      var process = program(asked).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var status = process.waitFor();
      return status == 0
          ? RunResponse.getDefaultInstance()
          : RunResponse.newBuilder().setError("the program exited " + status + "\n" + said).build();
    } catch (IOException e) {
      throw new IllegalStateException("the program could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private ProcessBuilder program(RunRequest asked) throws JsonProcessingException {
    var info = asked.getInfo();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(java, "-jar", jar.toString())
            .directory(new File(info.getProgramDirectory()))
            .redirectErrorStream(true);
    var environment = builder.environment();
    environment.put("PULUMI_MONITOR", asked.getMonitorAddress());
    // With --client the engine's own address comes as the first argument.
    environment.put("PULUMI_ENGINE", asked.getArgs(0));
    environment.put("PULUMI_ORGANIZATION", asked.getOrganization());
    environment.put("PULUMI_PROJECT", asked.getProject());
    environment.put("PULUMI_STACK", asked.getStack());
    environment.put("PULUMI_DRY_RUN", Boolean.toString(asked.getDryRun()));
    environment.put("PULUMI_PARALLEL", Integer.toString(asked.getParallel()));
    environment.put("PULUMI_CONFIG", JSON.writeValueAsString(asked.getConfigMap()));
    environment.put(
        "PULUMI_CONFIG_SECRET_KEYS",
        JSON.writeValueAsString(asked.getConfigSecretKeysList().stream().toList()));
    environment.put("PULUMI_ROOT_DIRECTORY", info.getRootDirectory());
    return builder;
  }
}
