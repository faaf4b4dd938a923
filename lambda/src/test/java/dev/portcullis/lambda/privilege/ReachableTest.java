package dev.portcullis.lambda.privilege;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** A call that is not found would need no permission, says the test, and fails when it is made. */
class ReachableTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importClasses(ReachableTest.class.getDeclaredClasses());

  /** Handlers of what may be found. */
  static final class Found {
    Future<?> async(S3AsyncClient client) {
      return client.headObject(r -> r.bucket("b"));
    }

    void pages(S3Client client) {
      client.listObjectsV2Paginator(r -> r.bucket("b"));
    }

    void inherits(OwnClient client) {
      client.deleteItem(r -> r.tableName("t"));
    }

    int initialises() {
      return Initialised.answer;
    }

    Runnable references(DynamoDbClient client) {
      return client::listTables;
    }
  }

  abstract static class OwnClient implements DynamoDbClient {}

  static final class Initialised {
    static int answer = DynamoDbClient.create().listTables().tableNames().size();
  }

  /** Handlers of what may not be seen. */
  static final class Hidden {
    void presigns(S3Presigner presigner) {
      presigner.presignGetObject(r -> r.getObjectRequest(o -> o.bucket("b")));
    }

    void waits(DynamoDbWaiter waiter) {
      waiter.waitUntilTableExists(r -> r.tableName("t"));
    }

    Object pages(S3Client client, ListObjectsV2Request request) {
      return new ListObjectsV2Iterable(client, request);
    }

    Object assumes() {
      return StsAssumeRoleCredentialsProvider.builder();
    }
  }

  @Test
  void findsCallsThroughWhateverIsAClient() {
    assertThat(found("async")).containsExactly("s3:HeadObject");
    assertThat(found("pages")).containsExactly("s3:ListObjectsV2");
    assertThat(found("inherits")).containsExactly("dynamodb:DeleteItem");
    assertThat(found("initialises")).containsExactly("dynamodb:ListTables");
    assertThat(found("references")).containsExactly("dynamodb:ListTables");
  }

  @ParameterizedTest
  @ValueSource(strings = {"presigns", "waits", "pages", "assumes"})
  void rejectsWhatCallsBehindItsBack(String method) {
    var handler = Hidden.class.getName();

    assertThatThrownBy(() -> Reachable.sdkCallsOf(CLASSES, handler, method))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(handler);
  }

  private static Set<String> found(String method) {
    return Reachable.sdkCallsOf(CLASSES, Found.class.getName(), method).stream()
        .map(SdkCall::action)
        .collect(Collectors.toSet());
  }
}
